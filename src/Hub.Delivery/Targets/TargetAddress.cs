using Hub.Delivery.Egress;

namespace Hub.Delivery.Targets;

/// <summary>Receivers' addresses, whose every byte may be part of a credential: what is added stands behind them.</summary>
internal static class TargetAddress
{
    /// <summary>The value of a query parameter as it stands there, still encoded; nothing when there is none.</summary>
    public static string? Parameter(Uri address, string name) =>
        Parameters(address).FirstOrDefault(one => IsNamed(one, name)) is not { } found ? null
        : found.Length == name.Length ? ""
        : found[(name.Length + 1)..];

    /// <summary>The address with a parameter, unless it has one of that name.</summary>
    public static Uri With(Uri address, string name, string value)
    {
        if (Parameter(address, name) is not null)
            return address;
        var text = address.OriginalString;
        return TargetUri.Of($"{text}{(text.Contains('?') ? '&' : '?')}{name}={value}");
    }

    /// <summary>The address without a parameter, the others as they were.</summary>
    public static Uri Without(Uri address, string name)
    {
        var kept = Parameters(address).Where(one => !IsNamed(one, name)).ToList();
        var start = address.OriginalString.Split('?')[0];
        return TargetUri.Of(kept.Count == 0 ? start : $"{start}?{string.Join('&', kept)}");
    }

    /// <summary>The address of the server alone, with the query.</summary>
    public static Uri Root(Uri address) => TargetUri.Of($"{address.Scheme}://{address.Authority}/{address.Query}");

    /// <summary>The segments of its path, none of them empty.</summary>
    public static string[] Segments(Uri address) =>
        address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Parameters(Uri address) =>
        address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsNamed(string parameter, string name) =>
        parameter.StartsWith(name, StringComparison.Ordinal)
        && (parameter.Length == name.Length || parameter[name.Length] == '=');
}
