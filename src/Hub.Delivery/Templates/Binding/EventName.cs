using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Hub.Delivery.Templates.Binding;

/// <summary>A name that templates may use, with what stands below it.</summary>
internal sealed class EventName
{
    /// <summary>What nothing is known of: whatever is asked for may be there.</summary>
    private static readonly EventName Open = new(
        "",
        "value",
        "",
        FrozenDictionary<string, EventName>.Empty,
        isOpen: true
    );

    private readonly FrozenDictionary<string, EventName> members;
    private readonly bool isOpen;

    private EventName(
        string path,
        string type,
        string description,
        FrozenDictionary<string, EventName> members,
        bool isOpen
    ) => (Path, Type, Description, this.members, this.isOpen) = (path, type, description, members, isOpen);

    /// <summary>As a template writes it, as in <c>event.ticket.subject</c>.</summary>
    public string Path { get; }

    /// <summary>text, number, yes or no, time, day, list, group or value.</summary>
    public string Type { get; }

    public string Description { get; }

    public IEnumerable<EventName> Members => members.Values;

    /// <summary>Whether there may be such a member.</summary>
    public bool Knows(string member) => isOpen || members.ContainsKey(member);

    public EventName Member(string member) => members.GetValueOrDefault(member, Open);

    /// <summary>All that a JSON Schema of the hub's own describes.</summary>
    public static EventName Of(string path, JsonObject schema)
    {
        var described = schema["items"] as JsonObject ?? schema;
        var isList = schema["items"] is not null;
        var below = isList ? $"{path}[0]" : path;
        var members = (described["properties"] as JsonObject ?? []).ToFrozenDictionary(
            static one => one.Key,
            one => Of($"{below}.{one.Key}", (JsonObject)one.Value!)
        );
        var type = TypeOf(schema);
        return new EventName(
            path,
            type,
            (string?)schema["description"] ?? "",
            members,
            isOpen: members.Count == 0 && type is "group" or "value"
        );
    }

    private static string TypeOf(JsonObject schema) =>
        ((string?)schema["type"], (string?)schema["format"]) switch
        {
            ("string", "date-time") => "time",
            ("string", "date") => "day",
            ("string", _) => "text",
            ("integer" or "number", _) => "number",
            ("boolean", _) => "yes or no",
            ("array", _) => "list",
            ("object", _) => "group",
            _ => "value",
        };
}
