using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Contracts;

/// <summary>A hub that delivers, with the departments that every organization begins with, and three agents.</summary>
public sealed class MaktabHub : RunningHub
{
    private protected override Task<HubHost> StartHost() => HubHost.Start("--Delivery:AllowInsecureTargets=true");

    private protected override Task Arrange() => Admin.HireAgents(3);

    /// <summary>A token with all scopes and an allowance of its own, as the published request makes it.</summary>
    internal async Task<HubClient> NewToken(params string[] abilities)
    {
        var made = await Admin.CreateToken(new { name = "My Integration", abilities });
        return Host.As((string)made.Expect(HttpStatusCode.Created).Json["token"]!);
    }
}
