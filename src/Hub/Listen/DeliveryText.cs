using System.Text;

namespace Hub.Listen;

/// <summary>A delivery as the terminal shows it: one line, and the body below it unless quiet.</summary>
internal static class DeliveryText
{
    public static string Of(
        Delivery delivery,
        SignatureVerdict verdict,
        ReceiverAnswer answer,
        (int Number, int? RepeatOf) count,
        ReceiverOptions options
    )
    {
        var paint = new Paint(options.Colour);
        var text = new StringBuilder();
        text.Append(paint.Dim($"#{count.Number} {options.Time.GetLocalNow():HH:mm:ss.fff}"));
        text.Append(' ').Append(paint.Bold(Printable(delivery.Event ?? "(no event)")));
        text.Append(" delivery ").Append(Printable(delivery.Id ?? "(no id)"));
        if (delivery.Path is not ("" or "/"))
        {
            // Which subscription it is for, when several point here.
            text.Append(" at ").Append(Printable(delivery.Path));
        }
        if (delivery.Attempt is { } attempt)
        {
            text.Append(" attempt ").Append(Printable(attempt));
        }
        text.Append(" signature ").Append(Shown(verdict, paint));
        if (count.RepeatOf is { } first)
        {
            text.Append(' ').Append(paint.Magenta($"repeat of #{first}"));
        }
        text.Append(" -> ").Append(answer.IsPlain ? answer.ToString() : paint.Red(answer.ToString()));
        if (options.ShowHeaders)
        {
            foreach (var (name, value) in delivery.Headers)
            {
                text.Append('\n').Append(paint.Cyan(Printable(name))).Append(": ").Append(Printable(value.ToString()));
            }
        }
        if (!options.Quiet)
        {
            text.Append('\n');
            AppendBody(text, delivery, paint);
            text.Append('\n');
        }
        return text.ToString();
    }

    private static void AppendBody(StringBuilder text, Delivery delivery, Paint paint)
    {
        if (delivery.Json is { } json)
        {
            JsonText.Append(text, json, paint);
        }
        else
        {
            text.Append(delivery.Body.Length == 0 ? "(no body)" : Printable(Encoding.UTF8.GetString(delivery.Body)));
        }
    }

    private static string Shown(SignatureVerdict verdict, Paint paint) =>
        verdict switch
        {
            SignatureVerdict.Ok => paint.Green("ok"),
            SignatureVerdict.Bad => paint.Red("BAD"),
            SignatureVerdict.Unchecked => paint.Yellow("not checked (no --secret)"),
            _ => paint.Yellow("none"),
        };

    /// <summary>Whoever reaches the port must not steer the terminal.</summary>
    private static string Printable(string text) => string.Create(text.Length, text, static (shown, text) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                shown[i] = char.IsControl(text[i]) && text[i] is not ('\n' or '\t') ? '\ufffd' : text[i];
            }
        });
}
