using Microsoft.Extensions.Options;

namespace Hub.Bootstrap;

/// <summary>Says once where the first token is, with a request to try it with. In Development it shows the token too.</summary>
internal sealed class TokenBanner(
    IConfiguration configuration,
    IOptions<HubOptions> options,
    FirstTokenFile file,
    IHostEnvironment environment
)
{
    public TextWriter Output { get; set; } = Console.Out;

    public void Show(string token)
    {
        var url = options.Value.PublicUrl is { Length: > 0 } known
            ? known.TrimEnd('/')
            : (configuration["urls"] ?? HubApplication.DefaultUrl).Split(';')[0].TrimEnd('/');
        var (shown, bearer) = environment.IsDevelopment() ? ($"\n    {token}\n", token) : ("", $"$(cat {file.Path})");
        Output.WriteLine(
            $$"""

            ------------------------------------------------------------------------
              The hub is ready. Its first token, with all scopes, is in this file,
              which only you may read. Keep the token and delete the file.

                {{file.Path}}
            {{shown}}
              Try it:

                curl -X POST {{url}}/api/v1/tickets \
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
}
