using Hub.Connector.Rules;

namespace Hub.Connector;

/// <summary>What certification, reviewers and the best connectors keep to, on the files in the repository.</summary>
public sealed class RuleTests
{
    private static readonly Lazy<ConnectorFiles> Files = new(ConnectorFiles.OfRepository);

    public static TheoryData<string> Ids => [.. Rule.All.Select(one => one.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void Nothing_is_found(string id)
    {
        var rule = Rule.All.Single(one => one.Id == id);
        var findings = rule.Findings(Files.Value).ToList();

        Assert.True(findings.Count == 0, $"{rule}: {findings.Count}\n{string.Join('\n', findings.Take(60))}");
    }

    [Fact]
    public void Administration_is_left_out() =>
        Assert.DoesNotContain(Files.Value.Operations, one => one.Path.Contains("tokens", StringComparison.Ordinal));

    [Fact]
    public void There_is_more_than_any_other_has()
    {
        var visible = Files.Value.Visible.ToList();

        Assert.InRange(visible.Count(one => one.Trigger is null), 120, 256);
        Assert.InRange(visible.Count(one => one.IsWebhook), 32, 256);
    }

    [Fact]
    public void Rules_are_told_once() => Assert.Distinct(Rule.All.Select(one => one.Id));
}
