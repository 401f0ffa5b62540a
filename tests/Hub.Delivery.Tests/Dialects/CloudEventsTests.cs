using System.Net.Mime;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Hub.Delivery.Dialects;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>The cloudevents dialect, read back by the SDK that receivers install.</summary>
public sealed class CloudEventsTests
{
    private static readonly Dialect Dialect = AllDialects.Catalogue.Find("cloudevents")!;

    public static TheoryData<string> Events => [.. Dialect.Events.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Events))]
    public void The_sdk_reads_every_event(string name)
    {
        var happened = Dialect.Find(name)!.SampleEvent;
        var composed = Composed.Of(Dialect, happened);
        Assert.Equal("application/cloudevents+json", composed.Headers["Content-Type"]);

        var read = new JsonEventFormatter().DecodeStructuredModeMessage(
            composed.Body,
            new ContentType(composed.Headers["Content-Type"]),
            extensionAttributes: null
        );

        Assert.True(read.IsValid);
        Assert.Equal(CloudEventsSpecVersion.V1_0, read.SpecVersion);
        Assert.Equal(name, read.Type);
        Assert.Equal(happened.Id.ToString(), read.Id);
        Assert.Equal(happened.At, read.Time);
        Assert.Equal(new Uri($"urn:uuid:{happened.Organization.Value}"), read.Source);
        Assert.Equal("application/json", read.DataContentType);
        var data = Assert.IsType<JsonElement>(read.Data);
        Assert.Equal(happened.Subject!.Kind.Name, data.GetProperty("kind").GetString());
        Assert.Equal(happened.Parent is not null, data.TryGetProperty("parent", out _));
        Assert.Equal(happened.Actor.Name, data.GetProperty("actor").GetProperty("name").GetString());
    }
}
