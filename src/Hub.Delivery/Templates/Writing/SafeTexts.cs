using Hub.Delivery.Templates.Markup;

namespace Hub.Delivery.Templates.Writing;

/// <summary>Values as they are safe in their place, and no longer than they may be there.</summary>
internal sealed class SafeTexts(RenderSettings settings, TextLengths lengths)
{
    /// <param name="value">A text, or what makes markup.</param>
    /// <param name="written">How much of the text that it stands in there is already.</param>
    public string Of(object value, TargetText text, string key, int written, RenderContext context)
    {
        var free = settings.RefuseTooLarge ? int.MaxValue : text.LimitOf(key) - written;
        var cut = new Cut(Math.Min(lengths.Longest, free), " " + context.Words.Shortened);
        var safe = Write(value, text, key, cut);
        lengths.Add(cut.Seen);
        // What is escaped is longer than what it says.
        while (safe.Length > free)
        {
            if (cut.Longest <= 0)
                return "";
            cut = cut.Shorter(free / (double)safe.Length);
            safe = Write(value, text, key, cut);
        }
        if (cut.IsUsed)
            context.Warn(
                cut.Longest < lengths.Longest
                    ? $"A text under `{key}` was shortened: {settings.Target.Title} takes no more there than {text.LimitOf(key)} characters."
                    : $"A text under `{key}` was shortened: the message would be too large."
            );
        return safe;
    }

    private static string Write(object value, TargetText text, string key, Cut cut) =>
        value is SafeMarkup markup
            ? markup.Shorter(cut.Apply).In(text, key)
            : text.Escape(key, cut.Apply((string)value));

    /// <param name="longest">In UTF-16 units, the note at its end included.</param>
    private sealed class Cut(int longest, string note)
    {
        public int Longest => longest;

        /// <summary>How long the longest text was.</summary>
        public int Seen { get; private set; }

        public bool IsUsed { get; private set; }

        public string Apply(string text)
        {
            Seen = Math.Max(Seen, text.Length);
            if (text.Length <= longest)
                return text;
            IsUsed = true;
            return longest > note.Length ? GraphemeCut.At(text, longest - note.Length) + note : "";
        }

        public Cut Shorter(double part) => new((int)(Math.Min(longest, Seen) * part) - 1, note);
    }
}
