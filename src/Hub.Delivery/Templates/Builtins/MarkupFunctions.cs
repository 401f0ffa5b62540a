using Hub.Delivery.Templates.Markup;
using Hub.Delivery.Templates.Writing;
using static Hub.Delivery.Templates.Builtins.Function;

namespace Hub.Delivery.Templates.Builtins;

/// <summary>What becomes markup of the target: the only values that are not escaped.</summary>
internal static class MarkupFunctions
{
    private static readonly Function InstantOfReader = new(
        static (context, given) =>
            DateFunctions.Moment(context, given[0]) is not { } moment ? given[0]
            : moment.IsDay ? DateFunctions.Short(context, moment)
            : new LocalTime(moment.At, DateFunctions.Long(context, moment)),
        Any("time")
    );

    public static IReadOnlyDictionary<string, object?> All { get; } =
        new Dictionary<string, object?>
        {
            ["link"] = new Function(
                static (_, given) =>
                    WebAddress.Of((string?)given[1]) is { } address
                        ? new Link(given[0] is string { Length: > 0 } label ? label : address, address)
                        : given[0],
                Text("label"),
                Text("url")
            ),
            ["mention"] = new Function(
                static (_, given) =>
                    given[0] is string { Length: > 0 } id
                        ? new Mention(id, given[1] is string { Length: > 0 } name ? name : id)
                        : given[1],
                Text("id"),
                Text("name", "")
            ),
            ["markdown"] = new Function(
                static (_, given) =>
                    given[0] is string text ? new MarkdownText(GraphemeCut.At(text, MarkdownText.Longest)) : null,
                Text("text")
            ),
            ["teams_date"] = InstantOfReader,
            ["slack_date"] = InstantOfReader,
            ["discord_date"] = InstantOfReader,
        };
}
