using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

internal sealed class TeamsText : TargetText
{
    public static TargetText Instance { get; } = new TeamsText();

    public override string Escape(string key, string value) => value;
}

internal sealed class SlackText : TargetText
{
    public static TargetText Instance { get; } = new SlackText();

    public override string Escape(string key, string value) => value;
}

internal sealed class DiscordText : TargetText
{
    public static TargetText Instance { get; } = new DiscordText();

    public override string Escape(string key, string value) => value;
}

internal sealed class GoogleChatText : TargetText
{
    public static TargetText Instance { get; } = new GoogleChatText();

    public override string Escape(string key, string value) => value;
}

internal sealed class MattermostText : TargetText
{
    public static TargetText Instance { get; } = new MattermostText();

    public override string Escape(string key, string value) => value;
}

internal sealed class PlainText : TargetText
{
    public static TargetText Instance { get; } = new PlainText();

    public override string Escape(string key, string value) => value;
}
