using Hub.Portal.Sessions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Hub.Bootstrap;

/// <summary>
/// Says where the first token is, once, with a request to try it with: when the hub listens, or when its start failed
/// after all, for the token is stored by then. In Development it shows the token too.
/// </summary>
internal sealed class TokenBanner(
    IHostApplicationLifetime lifetime,
    IServer server,
    IOptions<HubOptions> options,
    FirstTokenFile file,
    SignInLinks links,
    IHostEnvironment environment
)
{
    private readonly Lock gate = new();
    private bool isShown;

    public TextWriter Output { get; set; } = Console.Out;

    /// <param name="number">Of the organization that it belongs to.</param>
    public void Show(string token, long number)
    {
        lifetime.ApplicationStarted.Register(() => Once(token, number, "The hub is ready.", links.PathFor(token)));
        lifetime.ApplicationStopped.Register(() => Once(token, number, "The hub is set up, but did not start."));
    }

    /// <param name="link">The path that signs in with it; absent where there is nobody to go to.</param>
    private void Once(string token, long number, string state, string? link = null)
    {
        lock (gate)
        {
            if (isShown)
                return;
            isShown = true;
        }
        var (shown, bearer) = environment.IsDevelopment() ? ($"\n    {token}\n", token) : ("", $"$(cat {file.Path})");
        var signIn = link is null
            ? ""
            : $"\n  Or sign in with a browser; this works once, within an hour:\n\n    {Address()}{link}\n";
        Output.WriteLine(
            $$"""

            ------------------------------------------------------------------------
              {{state}} Its first token, with all scopes, is in this file,
              which only you may read. Keep the token and delete the file.
              Its organization has the number {{number}} (org_id).

                {{file.Path}}
            {{shown}}{{signIn}}
              Try it:

                curl -X POST {{Address()}}/api/v1/tickets \
                  -H "Authorization: Bearer {{bearer}}" \
                  -H "Content-Type: application/json" \
                  -d '{
                    "subject": "VPN not connecting",
                    "description": "Cannot connect to office VPN since morning",
                    "requester_email": "user@company.com",
                    "priority": "high",
                    "department_id": 2
                  }'
            ------------------------------------------------------------------------

            """
        );
    }

    /// <summary>Where this machine reaches it, if nobody said how clients do.</summary>
    private string Address()
    {
        if (options.Value.PublicUrl is { Length: > 0 } known)
            return known.TrimEnd('/');
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        return (bound ?? HubApplication.DefaultUrl)
            .Replace("//[::]:", "//localhost:", StringComparison.Ordinal)
            .Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal)
            .Replace("//+:", "//localhost:", StringComparison.Ordinal)
            .Replace("//*:", "//localhost:", StringComparison.Ordinal)
            .TrimEnd('/');
    }
}
