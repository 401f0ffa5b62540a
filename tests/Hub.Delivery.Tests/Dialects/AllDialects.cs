using Hub.Delivery.Dialects;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>The catalogue, and theory data over it.</summary>
internal static class AllDialects
{
    public static readonly DialectCatalogue Catalogue = new();

    public static Dialect Maktab => Catalogue.Find("maktab")!;

    public static Dialect Tiketti => Catalogue.Find("tiketti")!;

    public static Dialect Mokapen => Catalogue.Find("mokapen")!;

    public static Dialect Ticketing => Catalogue.Find("ticketing")!;
    public static Dialect Inbenta => Catalogue.Find("inbenta")!;

    /// <summary>Every event that a receiver may see, the test ping included.</summary>
    public static IEnumerable<(Dialect Dialect, EventDefinition Event)> Events =>
        from dialect in Catalogue.All
        from one in dialect.Events.Append(Dialect.Test)
        select (dialect, one);

    public static EventDefinition Event(Dialect dialect, string name) =>
        name == Dialect.TestPing ? Dialect.Test : dialect.Find(name)!;
}
