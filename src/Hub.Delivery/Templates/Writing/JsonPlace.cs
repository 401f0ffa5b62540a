using System.Buffers;
using System.Collections.Frozen;

namespace Hub.Delivery.Templates.Writing;

/// <summary>Follows JSON text as it is written: whether a value would stand in a string there, under which key, and for whom.</summary>
internal sealed class JsonPlace(TargetText text)
{
    private const int Deepest = 64;
    private const int Usual = 15;

    private static readonly SearchValues<char> Structure = SearchValues.Create("\"{}[],:");

    private static readonly FrozenSet<string> CommonKeys = FrozenSet.ToFrozenSet(
        "type text title value url content body attachments contentType contentUrl version width size weight color wrap items columns facts actions style spacing separator isSubtle name description fields embeds footer author timestamp blocks elements accessory action_id mrkdwn summary severity source payload links href image_url fallback pretext".Split(
            ' '
        )
    );

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> KnownKeys =
        CommonKeys.GetAlternateLookup<ReadOnlySpan<char>>();

    private Level[] levels = [new Level { Text = text }, .. new Level[Usual]];
    private int depth;
    private bool isEscaped;
    private int stringStart;

    private struct Level
    {
        public bool IsObject;
        public bool ExpectsKey;
        public string? Key;
        public TargetText Text;
    }

    /// <summary>Whether what comes next is inside a string.</summary>
    public bool InString { get; private set; }

    /// <summary>Whether the string, the open one or the next, is a key.</summary>
    public bool IsKey => levels[depth] is { IsObject: true, ExpectsKey: true };

    public string Key => levels[depth].Key ?? "";

    /// <summary>How values are written there.</summary>
    public TargetText Text => levels[depth].Text;

    /// <summary>How much of the open string is written.</summary>
    public int WrittenOf(CharBuffer buffer) => buffer.Length - stringStart;

    /// <summary>Whether the open string ends in half an escape sequence; it does not any more.</summary>
    public bool TakeEscape() => isEscaped && !(isEscaped = false);

    /// <summary>A value stands where its key or its value was expected, without quotation marks of the template's.</summary>
    public void TakeValue(string value)
    {
        if (IsKey)
            levels[depth].Key = value;
        else
            TakeType(value);
    }

    /// <param name="written">All that is written by now.</param>
    /// <param name="from">Where the part begins that was not followed yet.</param>
    public void Follow(ReadOnlySpan<char> written, int from)
    {
        var at = from;
        while (at < written.Length)
        {
            if (InString)
            {
                if (isEscaped)
                {
                    isEscaped = false;
                    at++;
                    continue;
                }
                var step = written[at..].IndexOfAny('"', '\\');
                if (step < 0)
                    return;
                at += step;
                if (written[at] == '\\')
                    isEscaped = true;
                else
                    EndString(written[stringStart..at]);
                at++;
            }
            else
            {
                var step = written[at..].IndexOfAny(Structure);
                if (step < 0)
                    return;
                at += step + 1;
                Take(written[at - 1], at);
            }
        }
    }

    private void Take(char one, int after)
    {
        switch (one)
        {
            case '"':
                InString = true;
                stringStart = after;
                break;
            case '{' or '[':
                Open(one == '{');
                break;
            case '}' or ']' when depth > 0:
                depth--;
                break;
            case ',':
                levels[depth].ExpectsKey = levels[depth].IsObject;
                break;
            case ':':
                levels[depth].ExpectsKey = false;
                break;
        }
    }

    private void Open(bool isObject)
    {
        if (depth == Deepest)
            throw new InvalidOperationException($"The message is nested deeper than {Deepest} levels.");
        if (depth + 1 == levels.Length)
            Array.Resize(ref levels, Deepest + 1);
        var outer = levels[depth];
        levels[++depth] = new Level
        {
            IsObject = isObject,
            ExpectsKey = isObject,
            Key = isObject ? null : outer.Key,
            Text = outer.Key is { } key ? outer.Text.Within(key) : outer.Text,
        };
    }

    private void EndString(ReadOnlySpan<char> content)
    {
        InString = false;
        if (IsKey)
            levels[depth].Key = Known(content);
        else if (levels[depth].Key == "type")
            TakeType(Known(content));
    }

    private void TakeType(string value)
    {
        ref var level = ref levels[depth];
        if (level is { IsObject: true, Key: "type" })
            level.Text = level.Text.Within(value);
    }

    private static string Known(ReadOnlySpan<char> text) =>
        KnownKeys.TryGetValue(text, out var known) ? known : text.ToString();
}
