using System.Net;
using Hub.Access;
using Hub.Domain.Organizations;
using Hub.Offline;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Routing;

namespace Hub.Tests.Offline;

/// <summary>A list that is read to its end while others change it shows each record that stays, once.</summary>
public sealed class PagesTests
{
    private const string List = "/api/v1/departments";

    [Theory]
    [InlineData(7)]
    [InlineData(1)]
    public async Task What_is_deleted_meanwhile_takes_nothing_else_along(int every)
    {
        await using var hub = await HubHost.Start();
        var made = new List<long>();
        for (var number = 0; number < 170; number++)
            made.Add((await hub.Admin.CreateDepartment(new { name = $"Department {number}" })).Id);

        var read = new List<long>();
        var gone = new HashSet<long>();
        await foreach (var one in ApiOf(hub).Pages(List, await CallerOf(hub), default))
        {
            read.Add((long)one["id"]!);
            // One of those that were read long ago, and now and then a new one.
            if (
                read.Count % every == 0
                && made.FirstOrDefault(id => read.Contains(id) && !gone.Contains(id)) is > 0 and var id
            )
            {
                (await hub.Admin.Send(HttpMethod.Delete, $"{List}/{id}", null)).Expect(HttpStatusCode.NoContent);
                gone.Add(id);
            }
            if (read.Count is 40 or 90)
                made.Add((await hub.Admin.CreateDepartment(new { name = $"New {read.Count}" })).Id);
        }

        Assert.Equal(read.Distinct().Count(), read.Count);
        Assert.Empty(made.Except(read));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(9)]
    [InlineData(2)]
    [InlineData(1)]
    public void Each_page_goes_on_from_what_was_read_and_mostly_begins_before_its_end(int largest)
    {
        for (var read = 0L; read < 20_000; )
        {
            var page = PageWindow.After(read, largest);

            Assert.InRange(page.Size, 1, largest);
            Assert.True(page.Start <= read && page.End > read, $"After {read}: {page}");
            if (largest > 32 && read > 0)
                Assert.True(page.Start < read, $"After {read}: {page}");
            read = page.End;
        }
    }

    private static OwnApi ApiOf(HubHost hub) => new(hub.App.Services, ((IEndpointRouteBuilder)hub.App).DataSources);

    private static async Task<Caller> CallerOf(HubHost hub)
    {
        var organization = await hub.Store.Get(
            Organization.Document,
            OrganizationId.Hub,
            Organization.Partition,
            (await hub.OrganizationOf(hub.Admin)).ToString(),
            default
        );
        return OfflineHub.CallerOf(organization!.Value, "test");
    }
}
