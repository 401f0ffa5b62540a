namespace Hub.Tests.Architecture;

public sealed class DirectionTests
{
    private static readonly Type[] Host = typeof(HubApplication).Assembly.GetTypes();

    /// <summary>SCIM is one way in to what these keep, and they know nothing of it.</summary>
    [Theory]
    [InlineData("Hub.People")]
    [InlineData("Hub.Tickets")]
    [InlineData("Hub.Webhooks")]
    [InlineData("Hub.Departments")]
    [InlineData("Hub.Tokens")]
    [InlineData("Hub.Records")]
    [InlineData("Hub.Idempotency")]
    public void A_resource_knows_nothing_of_scim(string folder)
    {
        var types = Host.Where(type => IsIn(type, folder)).ToList();
        Assert.NotEmpty(types);

        var wrong = types.SelectMany(type =>
            References.Of(type).Where(other => IsIn(other, "Hub.Scim")).Select(other => $"{type} knows {other}")
        );

        Assert.Empty(wrong);
    }

    /// <summary>That the search finds what it looks for, in signatures and in what methods do.</summary>
    [Fact]
    public void Scim_knows_the_resources_that_it_opens()
    {
        var known = Host.Where(type => IsIn(type, "Hub.Scim")).SelectMany(References.Of).ToHashSet();

        Assert.Contains(typeof(Hub.People.RoleWriting), known);
        Assert.Contains(typeof(Hub.People.MemberChange.Add), known);
        Assert.Contains(typeof(Hub.People.ProfileEdits), known);
    }

    private static bool IsIn(Type type, string folder) =>
        type.Namespace == folder || type.Namespace?.StartsWith($"{folder}.", StringComparison.Ordinal) == true;
}
