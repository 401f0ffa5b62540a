using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Records;

/// <summary>What a request asks of the version that it changes.</summary>
internal static class Conditions
{
    /// <summary>The place, with the request's <c>If-Match</c> checked at each try.</summary>
    public static Place<T> AsAskedBy<T>(this Place<T> place, HttpContext http) =>
        http.Request.Headers.IfMatch.Count == 0 ? place : place with { Condition = http.CheckIfMatch };
}
