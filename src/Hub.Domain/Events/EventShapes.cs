using Hub.Domain.Shapes;

namespace Hub.Domain.Events;

/// <summary>What bodies of all kinds of events have in common.</summary>
public static class EventShapes
{
    public static readonly Shape<Actor> Author = new Shape<Actor>()
        .Choice("kind", "What sort of author this is.", ["token", "agent", "contact", "rule", "system"], actor =>
            actor.Kind
        )
        .Text("id", "The author's ID among those of the kind.", actor => actor.Id)
        .Text("name", "The author's name.", actor => actor.Name);

    public static readonly Shape<FieldChange> Change = new Shape<FieldChange>()
        .Text("field", "The field's name.", change => change.Field)
        .Any("from", "What it was; absent when it had no value.", change => change.From)
        .Any("to", "What it became; absent when it has no value any more.", change => change.To);
}
