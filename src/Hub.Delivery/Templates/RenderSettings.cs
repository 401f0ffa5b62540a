using Hub.Delivery.Targets;

namespace Hub.Delivery.Templates;

/// <summary>For whom a template is rendered.</summary>
/// <param name="Target">Whose escaping and limit hold.</param>
/// <param name="Zone">The time zone that dates are written in.</param>
/// <param name="Language">A language of <see cref="Languages"/>, as in <c>de</c>.</param>
/// <param name="RefuseTooLarge">Whether what is too large fails; otherwise its longest text is shortened visibly.</param>
public sealed record RenderSettings(
    Target Target,
    TimeZoneInfo Zone,
    string Language = Languages.Default,
    bool RefuseTooLarge = false
);
