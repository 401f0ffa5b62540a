using Hub.Tests.Hosting;

namespace Hub.Tests.Bootstrap;

public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("RateLimits:Read", "0")]
    [InlineData("RateLimits:CreateTicket", "-5")]
    [InlineData("RateLimits:Write", "many")]
    [InlineData("RateLimits:Enabled", "perhaps")]
    [InlineData("Hub:PublicUrl", "hub.example.com")]
    [InlineData("Hub:Bootstrap:Prefix", "acme")]
    [InlineData("Hub:Bootstrap:Organization", " ")]
    [InlineData("Hub:Bootstrap:Token", "x|y")]
    [InlineData("Delivery:EventsPerMinute", "-1")]
    [InlineData("Delivery:Deadline", "01:00:00")]
    [InlineData("Delivery:RetryPace", "fast")]
    public async Task A_bad_value_stops_the_start_with_one_line_that_names_its_key(string key, string value)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => HubHost.Start($"--{key}={value}"));

        var line = StartRefusal.Explain(failure);
        Assert.NotNull(line);
        Assert.Contains(key, line);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public async Task Two_bad_values_are_both_named()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            HubHost.Start("--RateLimits:Read=0", "--Hub:Bootstrap:Prefix=x")
        );

        Assert.Contains("RateLimits:Read", StartRefusal.Explain(failure));
        Assert.Contains("Hub:Bootstrap:Prefix", StartRefusal.Explain(failure));
    }

    [Fact]
    public async Task A_folder_in_use_by_another_hub_stops_the_start()
    {
        var folder = HubHost.NewFolder();
        await using (await HubHost.StartIn(folder, null))
        {
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => HubHost.StartIn(folder, null));
            Assert.Contains(folder, StartRefusal.Explain(failure));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_stops_the_start()
    {
        var file = Path.GetTempFileName();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => HubHost.StartIn(Path.Combine(file, "data"), null));

        Assert.Contains("Hub:DataPath", StartRefusal.Explain(failure));
        File.Delete(file);
    }

    [Fact]
    public async Task An_address_in_use_stops_the_start_and_ends_what_had_begun()
    {
        await using var host = await HubHost.Start();
        var address = host.App.Urls.First();
        await using var second = HubHost.Create(HubHost.NewFolder(), null, $"--urls={address}");
        await HubApplication.Prepare(second);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => HubApplication.Run(second));

        Assert.Contains(address.Split('/')[2], StartRefusal.Explain(failure));
        Assert.True(second.Lifetime.ApplicationStopped.IsCancellationRequested);
    }

    [Fact]
    public void A_bug_is_not_explained_away() =>
        Assert.Null(StartRefusal.Explain(new InvalidOperationException("a bug")));

    [Fact]
    public async Task Locations_stand_below_the_public_address()
    {
        await using var host = await HubHost.Start("--Hub:PublicUrl=https://hub.example.com/base/");

        var created = await host.Admin.CreateTicket();

        Assert.Equal($"https://hub.example.com/base/api/v1/tickets/{created.Id}", created.Header("Location"));
    }
}
