using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Access;

/// <summary>A hub that accepts tokens of a local issuer: of one tenant for the first organization, of another for a second.</summary>
public class HubWithEntra : HubWithFakeClock
{
    internal const string Tenant = "11111111-1111-4111-8111-111111111111";
    internal const string OtherTenant = "22222222-2222-4222-8222-222222222222";
    internal const string Hub = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
    internal const string App = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";

    internal LocalIssuer Issuer { get; private set; } = null!;

    private protected virtual string[] Settings => [];

    private protected override async Task<HubHost> StartHost()
    {
        Issuer = await LocalIssuer.Start();
        return await StartHost([
            "--Entra:Enabled=true",
            $"--Entra:Instance={Issuer.Root}",
            $"--Entra:TenantId={Tenant}",
            $"--Entra:ClientId={Hub}",
            "--Entra:Roles:0:Name=Helpdesk.Agent",
            "--Entra:Roles:0:Abilities=tickets:read, tickets:write",
            "--Entra:Roles:1:Name=Helpdesk.Owner",
            "--Entra:Roles:1:Abilities=*",
            "--Entra:Scopes:0:Name=access",
            "--Entra:Scopes:0:Abilities=*",
            $"--Entra:Organizations:0:Tenant={OtherTenant}",
            "--Entra:Organizations:0:Prefix=OTHER",
            .. Settings,
        ]);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Issuer.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a token says that an application got for itself.</summary>
    internal JsonObject OfApplication(params string[] roles) =>
        new(Common())
        {
            ["azp"] = App,
            ["oid"] = "cccccccc-cccc-4ccc-8ccc-cccccccccccc",
            ["sub"] = "cccccccc-cccc-4ccc-8ccc-cccccccccccc",
            ["idtyp"] = "app",
            ["roles"] = Array(roles),
        };

    /// <summary>What a token says that a person signed in for.</summary>
    internal JsonObject OfPerson(Guid id, string email, string scopes, params string[] roles) =>
        new(Common())
        {
            ["azp"] = App,
            ["oid"] = id.ToString(),
            ["sub"] = "pairwise",
            ["name"] = "Ada Lovelace",
            ["preferred_username"] = email,
            ["scp"] = scopes,
            ["roles"] = Array(roles),
        };

    internal HubClient As(JsonObject claims) => Host.As(Issuer.Sign(claims));

    internal static JsonArray Array(params string[] values) => [.. values.Select(value => JsonValue.Create(value))];

    private Dictionary<string, JsonNode?> Common()
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        return new()
        {
            ["aud"] = Hub,
            ["iss"] = $"{Issuer.Root}{Tenant}/v2.0",
            ["tid"] = Tenant,
            ["ver"] = "2.0",
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 3600,
        };
    }
}
