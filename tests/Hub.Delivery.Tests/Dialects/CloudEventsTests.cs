using System.Net.Mime;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Http;
using CloudNative.CloudEvents.SystemTextJson;
using Hub.Delivery.Dialects;
using Hub.Domain.Events;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>Both dialects of CloudEvents, read back by the SDK that receivers install.</summary>
public sealed class CloudEventsTests
{
    private static readonly Dialect Dialect = AllDialects.Catalogue.Find("cloudevents")!;

    private static readonly Dialect Binary = AllDialects.Catalogue.Find("cloudevents-binary")!;

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

        AssertTells(read, name, happened);
        Assert.Equal("application/json", read.DataContentType);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task The_sdk_reads_every_event_in_binary_mode(string name)
    {
        var happened = Binary.Find(name)!.SampleEvent;
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://receiver.example/hook");
        Binary.Compose(request, Binary.Render(happened)!, Dispatched(happened));

        Assert.True(request.IsCloudEvent());
        var read = await request.ToCloudEventAsync(new JsonEventFormatter());

        AssertTells(read, name, happened);
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
        var body = await request.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var structured = Dialect.SampleOf(Dialect.Find(name)!).GetProperty("data");
        Assert.Equal(structured.GetRawText(), body);
    }

    [Fact]
    public async Task Both_modes_tell_of_the_same()
    {
        Assert.Equal(Dialect.Events.Select(one => one.Name), Binary.Events.Select(one => one.Name));
        using var ping = new HttpRequestMessage(HttpMethod.Post, "https://receiver.example/hook");
        var asked = Delivery.Dialects.Dialect.Test.SampleEvent;
        Binary.Compose(ping, Binary.Render(asked)!, Dispatched(asked));
        Assert.Equal("test.ping", (await ping.ToCloudEventAsync(new JsonEventFormatter())).Type);
    }

    [Theory]
    [InlineData("ticket.created", "ticket.created")]
    [InlineData("Euro \u20ac \ud83d\ude00", "Euro%20%E2%82%AC%20%F0%9F%98%80")]
    [InlineData("100% \"so\"\n", "100%25%20%22so%22%0A")]
    [InlineData("~!/:\u007f", "~!/:%7F")]
    public void An_attribute_is_percent_encoded_as_the_binding_has_it(string attribute, string header)
    {
        Assert.Equal(header, CloudEvents.HeaderValue(attribute));
        Assert.Equal(attribute, Uri.UnescapeDataString(header));
    }

    private static Dispatch Dispatched(HubEvent happened) =>
        new(Delivery.Dialects.Dialect.SampleDelivery, 1, happened.At, Binary.SampleSecret, null);

    private static void AssertTells(CloudEvent read, string name, HubEvent happened)
    {
        Assert.True(read.IsValid);
        Assert.Equal(CloudEventsSpecVersion.V1_0, read.SpecVersion);
        Assert.Equal(name, read.Type);
        Assert.Equal(happened.Id.ToString(), read.Id);
        Assert.Equal(happened.At, read.Time);
        Assert.Equal(new Uri($"urn:uuid:{happened.Organization.Value}"), read.Source);
        var data = Assert.IsType<JsonElement>(read.Data);
        Assert.Equal(happened.Subject!.Kind.Name, data.GetProperty("kind").GetString());
        Assert.Equal(happened.Parent is not null, data.TryGetProperty("parent", out _));
        Assert.Equal(happened.Actor.Name, data.GetProperty("actor").GetProperty("name").GetString());
    }
}
