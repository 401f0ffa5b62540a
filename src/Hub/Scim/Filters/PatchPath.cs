namespace Hub.Scim.Filters;

/// <summary>Where a PATCH operation applies (RFC 7644, figure 7).</summary>
internal sealed record PatchPath(AttributePath Attribute, FilterExpression? Filter, string? Sub)
{
    public override string ToString() =>
        Attribute.ToString()
        + (Filter is null ? "" : $"[{FilterPrinter.Print(Filter)}]")
        + (Sub is null ? "" : $".{Sub}");
}
