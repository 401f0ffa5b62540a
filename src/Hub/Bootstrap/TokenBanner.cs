using Microsoft.Extensions.Options;

namespace Hub.Bootstrap;

/// <summary>Shows the first token, once, with a request to try it with.</summary>
internal sealed class TokenBanner(IConfiguration configuration, IOptions<HubOptions> options)
{
    public TextWriter Output { get; set; } = Console.Out;

    public void Show(string token)
    {
        var url = options.Value.PublicUrl is { Length: > 0 } known
            ? known.TrimEnd('/')
            : (configuration["urls"] ?? HubApplication.DefaultUrl).Split(';')[0].TrimEnd('/');
        Output.WriteLine(
            $$"""

            ------------------------------------------------------------------------
              The hub is ready. This is its first token, with all scopes.
              It is shown this once: keep it.

                {{token}}

              Try it:

                curl -X POST {{url}}/api/v1/tickets \
                  -H "Authorization: Bearer {{token}}" \
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
