using System.Text.Json;
using Hub.Wire.Bodies;

namespace Hub.Wire;

internal static class WireSetup
{
    public static void AddWire(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddSingleton<BodyJson>();
        builder.Services.AddSingleton<EntityTags>();
        builder.Services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
    }

    /// <summary>The same habits for whoever else adds a context to the chain.</summary>
    private static void Configure(JsonSerializerOptions options)
    {
        var wire = HubJson.Wire.Options;
        options.TypeInfoResolverChain.Insert(0, HubJson.Wire);
        options.PropertyNamingPolicy = wire.PropertyNamingPolicy;
        options.DefaultIgnoreCondition = wire.DefaultIgnoreCondition;
        options.NumberHandling = wire.NumberHandling;
        options.Encoder = wire.Encoder;
        options.MaxDepth = wire.MaxDepth;
        foreach (var converter in wire.Converters)
            options.Converters.Add(converter);
    }
}
