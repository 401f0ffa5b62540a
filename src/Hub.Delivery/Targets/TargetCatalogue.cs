using System.Collections.Frozen;
using Hub.Delivery.Targets.Graph;

namespace Hub.Delivery.Targets;

/// <summary>Every target, by name.</summary>
public static class TargetCatalogue
{
    public static IReadOnlyList<Target> All { get; } =
    [
        Teams.Target,
        Slack.Target,
        Discord.Target,
        GoogleChat.Target,
        Mattermost.Target,
        PagerDuty.Target,
        Ntfy.Target,
        GenericJson.Target,
        GraphMail.Target,
        GraphPlanner.Target,
        GraphTodo.Target,
        GraphList.Target,
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static one => one.Name)];

    private static readonly FrozenDictionary<string, Target> ByName = All.ToFrozenDictionary(static one => one.Name);

    public static Target? Find(string name) => ByName.GetValueOrDefault(name);
}
