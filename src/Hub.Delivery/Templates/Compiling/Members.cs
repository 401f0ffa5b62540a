using Hub.Delivery.Templates.Binding;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Hub.Delivery.Templates.Compiling;

/// <summary>What values have inside of them.</summary>
internal static class Members
{
    /// <summary>What stands behind a dot; nothing where there is nothing, as of an absent value.</summary>
    /// <exception cref="GaveUpException">Nothing is called so.</exception>
    public static object? Named(Frame frame, object? target, string name, SourceSpan span) =>
        target switch
        {
            null => null,
            ObjectView view => OfEvent(view, name),
            _ => Other(frame, target, name, span),
        };

    /// <summary>What stands in brackets: a member that a value names, or an element by its place.</summary>
    /// <exception cref="GaveUpException">Nothing is called so, or stands there.</exception>
    public static object? Indexed(Frame frame, object? target, object? index, SourceSpan span) =>
        (target, index) switch
        {
            (null, _) or (_, null) => null,
            (ObjectView or ScriptObject, string name) => Named(frame, target, name, span),
            (ReadOnlyView list, int place) when place >= 0 && place < list.Count => list[place],
            _ => throw new GaveUpException(),
        };

    private static object? OfEvent(ObjectView view, string name) =>
        view.TryGetValue(name, out var value) ? value
        : view.Name.Knows(name) ? null
        : throw new GaveUpException();

    private static object? Other(Frame frame, object target, string name, SourceSpan span) =>
        frame.Context.GetMemberAccessor(target).TryGetValue(frame.Context, span, target, name, out var value)
            ? value
            : throw new GaveUpException();
}
