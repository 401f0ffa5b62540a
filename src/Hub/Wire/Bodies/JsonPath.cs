using System.Text.Json;

namespace Hub.Wire.Bodies;

/// <summary>Where a reader stands in a body, as errors name it: <c>filters.priority[0]</c>, or <c>body</c> for the whole.</summary>
internal sealed class JsonPath
{
    private const string Whole = "body";

    /// <summary>Each object or list that the reader is in: where it is, and in a list the number of the next element.</summary>
    private readonly Stack<(string Path, int Next)> open = new();
    private string name = "";

    /// <summary>The value that was just read.</summary>
    public string Value { get; private set; } = Whole;

    /// <summary>The object whose member's name was just read.</summary>
    public string Object => open.TryPeek(out var holder) && holder.Path.Length > 0 ? holder.Path : Whole;

    public void Step(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                name = NameIn(ref reader);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                open.Pop();
                break;
            default:
                var path = Next();
                Value = path.Length > 0 ? path : Whole;
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    open.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                break;
        }
    }

    private string Next()
    {
        if (!open.TryPop(out var holder))
            return "";
        var isList = holder.Next >= 0;
        open.Push(isList ? (holder.Path, holder.Next + 1) : holder);
        return isList ? $"{holder.Path}[{holder.Next}]"
            : holder.Path.Length > 0 ? $"{holder.Path}.{name}"
            : name;
    }

    private static string NameIn(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a character in it.
            return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
