using System.Net;
using System.Text.Json.Nodes;
using Hub.Domain.People;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Scim;

/// <summary>More members at once than one commit takes, on a hub whose store fails in between as the test wishes.</summary>
public sealed class LargeGroupTests : IAsyncLifetime
{
    private const int Many = 450;

    private readonly FakeTimeProvider clock = new(Samples.Morning);
    private readonly StoreFaults faults = new();
    private HubHost host = null!;
    private ScimClient scim = null!;
    private IReadOnlyList<string> users = [];

    public async ValueTask InitializeAsync()
    {
        host = await HubHost.StartIn(null, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            faults.Install(builder);
        });
        scim = await ScimHub.Provider(host, host.Admin, "Okta");
        users = await NewUsers();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task They_join_and_leave_as_one_change()
    {
        var group = await scim.NewGroup("All", [.. users]);
        Assert.Equal(users.Order(StringComparer.Ordinal), await scim.Members(group));

        (await Patch(group, "replace", users.Take(3))).Expect(HttpStatusCode.NoContent);
        Assert.Equal(users.Take(3).Order(StringComparer.Ordinal), await scim.Members(group));
        Assert.Equal(3, await scim.Count("/Users", $"groups.value eq \"{group}\""));

        (await Patch(group, "add", users)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(Many, (await scim.Members(group)).Length);
        var role = (await scim.Rest.Get("/api/v1/roles")).Items.Single()!;
        Assert.Equal(Many, (int)role["member_count"]!);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, Many)]
    [InlineData(3, Many)]
    public async Task A_change_that_is_cut_short_happens_as_a_whole_or_not_at_all(int lastCommit, int joined)
    {
        var group = await scim.NewGroup("All");
        FailAtCommit(lastCommit);

        (await Patch(group, "add", users)).ExpectError(503);
        faults.OnCommit = null;

        Assert.Equal(joined, (await scim.Members(group)).Length);
        Assert.Equal(joined, await scim.Count("/Users", $"groups.value eq \"{group}\""));
        (await Patch(group, "add", users)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(Many, (await scim.Members(group)).Length);
    }

    [Fact]
    public async Task A_group_that_nobody_looks_at_is_finished_all_the_same()
    {
        var group = await scim.NewGroup("All");
        FailAtCommit(3);
        (await Patch(group, "add", users)).ExpectError(503);
        faults.OnCommit = null;
        Assert.NotEqual(Many, await scim.Count("/Users", $"groups.value eq \"{group}\""));

        await Wait.For(
            async () =>
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                host.App.Services.GetRequiredService<IQueue>().RoomChanged();
                return await scim.Count("/Users", $"groups.value eq \"{group}\"");
            },
            count => count == Many
        );
    }

    [Fact]
    public async Task A_group_may_be_deleted_while_a_change_of_it_is_unfinished()
    {
        var group = await scim.NewGroup("All");
        FailAtCommit(3);
        (await Patch(group, "add", users)).ExpectError(503);
        faults.OnCommit = null;

        (await scim.Delete($"/Groups/{group}")).Expect(HttpStatusCode.NoContent);

        (await scim.Get($"/Groups/{group}")).ExpectError(404);
        Assert.Equal(0, await scim.Count("/Users", $"groups.value eq \"{group}\""));
        Assert.Equal(Many, (await scim.Members(await scim.NewGroup("All", [.. users]))).Length);
    }

    /// <summary>The hub dies, as far as its store can tell, at so many commits of a group from now on.</summary>
    private void FailAtCommit(int number)
    {
        var seen = 0;
        faults.OnCommit = commit =>
            commit.Changes.Any(change => change.Type == PeopleDocuments.Role) && ++seen >= number
                ? new StorageException("The power is out.")
                : null;
    }

    private Task<Answer> Patch(string group, string verb, IEnumerable<string> members)
    {
        var list = string.Join(',', members.Select(member => $$"""{"value":"{{member}}"}"""));
        return scim.Patch($"/Groups/{group}", $$"""[{"op":"{{verb}}","path":"members","value":[{{list}}]}]""");
    }

    private async Task<IReadOnlyList<string>> NewUsers()
    {
        var operations = Enumerable
            .Range(0, Many)
            .Select(number =>
                $$$"""
                    {"method":"POST","path":"/Users","bulkId":"{{{number}}}",
                    "data":{"schemas":["{{{ScimClient.UserUrn}}}"],"userName":"user{{{number}}}"}}
                    """
            );
        var bulk = await scim.Post(
            "/Bulk",
            $$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{string.Join(
                ',',
                operations
            )}}]}
            """
        );
        return
        [
            .. bulk.Expect(HttpStatusCode.OK).Json["Operations"]!
                .AsArray()
                .Select(one => ((string)one!["location"]!).Split('/')[^1]),
        ];
    }
}
