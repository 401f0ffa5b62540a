using Hub.Delivery.Dialects;
using Hub.Delivery.Targets;

namespace Hub.Portal.Receivers.Forms;

/// <summary>Where a webhook can go: a target with its messages, or a receiver that reads the bodies of a dialect.</summary>
/// <param name="Name">As the address of its form names it.</param>
internal sealed record Destination(string Name, string Title, string Description, string Dialect, Target? Target)
{
    /// <summary>Under whose names people choose the events that a target is told of.</summary>
    private const string Own = "standard";

    public static IReadOnlyList<Destination> Messages { get; } =
    [.. TargetCatalogue.All.Select(static one => new Destination(one.Name, one.Title, one.Description, Own, one))];

    /// <summary>Flows have their own: they subscribe themselves.</summary>
    public static IReadOnlyList<Destination> Bodies { get; } =
    [
        .. new DialectCatalogue()
            .All.Where(static one => !one.IsForFlows)
            .Select(static one => new Destination(
                one.Name,
                Texts.Find($"dialect.{one.Name}") ?? one.Name,
                one.Description,
                one.Name,
                null
            )),
    ];

    public static Destination? Find(string? name) => Messages.Concat(Bodies).FirstOrDefault(one => one.Name == name);

    /// <summary>What a webhook's is called.</summary>
    public static string TitleOf(string dialect, string? target) =>
        target is not null
            ? TargetCatalogue.Find(target)?.Title ?? target
            : Bodies.FirstOrDefault(one => one.Name == dialect)?.Title ?? Texts.Find($"dialect.{dialect}") ?? dialect;
}
