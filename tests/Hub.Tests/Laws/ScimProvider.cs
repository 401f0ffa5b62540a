using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.Laws;

/// <summary>A hub that an identity provider has a token of.</summary>
public sealed class ScimProvider : RunningHub
{
    internal ScimClient Scim { get; private set; } = null!;

    private protected override async Task Arrange() => Scim = await ScimHub.Provider(Host, Admin, "Okta");

    /// <summary>With the token that the path is for.</summary>
    internal Task<Answer> Send(string method, string path) =>
        path.StartsWith("/scim/v2", StringComparison.Ordinal)
            ? Host.As(Scim.Token).Send(new HttpMethod(method), path, null)
            : Admin.Send(new HttpMethod(method), path, null);

    internal async Task<HttpStatusCode> SendAsNobody(string method, string path) =>
        (await Host.As(null).Send(new HttpMethod(method), path, null)).Status;
}
