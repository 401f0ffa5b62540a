using System.Net;
using System.Text.Json.Nodes;
using Hub.Delivery.Dialects;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Contracts.Documents;

/// <summary>A hub that speaks, beside its own, a dialect that sends lists and one that asks a challenge.</summary>
public sealed class SpeakingHub : RunningHub
{
    private protected override Task<HubHost> StartHost() =>
        HubHost.StartIn(null, builder =>
            builder.Services.AddSingleton(_ => new DialectCatalogue(TestDialects.Lists, TestDialects.Cautious))
        );

    internal DialectCatalogue Catalogue => Host.App.Services.GetRequiredService<DialectCatalogue>();

    /// <summary>The dialect's document, as anybody gets it.</summary>
    internal async Task<JsonObject> Document(string dialect, string document) =>
        (await Host.As(null).Get($"/api/v1/contracts/{dialect}/{document}.json"))
            .Expect(HttpStatusCode.OK)
            .Json.AsObject();
}
