using Hub.Access;
using Hub.Domain.Tokens;

namespace Hub.Scim.Access;

/// <summary>Finds who a SCIM request comes from.</summary>
internal sealed class ScimAuthentication(ScimTokens tokens, Authentication agents)
{
    private const string Scheme = "Bearer ";

    public async ValueTask<ScimCaller?> Identify(HttpContext http, string header, PathString path)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var token = header[Scheme.Length..].Trim();
        if (token.Length is 0 or > 4_096)
            return null;
        return await tokens.Find(token, http.RequestAborted)
            ?? (path.StartsWithSegments("/Me", StringComparison.OrdinalIgnoreCase) ? await Agent(http) : null);
    }

    /// <summary>An agent's own token opens what is about the agent (RFC 7644, 3.11).</summary>
    private async ValueTask<ScimCaller?> Agent(HttpContext http)
    {
        var caller = agents.TryKnown(http) ?? (await agents.Identify(http)).Caller;
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        var scope = reads ? Scope.UsersRead : Scope.UsersWrite;
        return caller?.Token.Agent is { } agent && caller.Token.Allows(scope)
            ? new ScimCaller($"api-{caller.Token.Id}", caller.Organization.Id, caller.Actor, agent.Uuid)
            : null;
    }
}
