using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;

namespace Hub.Wire;

internal static class WireSetup
{
    public static void AddWire(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
        builder.Services.ConfigureAll<OpenApiOptions>(openApi =>
        {
            openApi.AddSchemaTransformer<WireSchemas>();
            openApi.CreateSchemaReferenceId = WireSchemas.NameOf;
        });
    }

    /// <summary>Calls each operation by its handler's name.</summary>
    public static RouteGroupBuilder NameOperations(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(route =>
        {
            if (route.Metadata.OfType<MethodInfo>().FirstOrDefault() is { } handler)
                route.Metadata.Add(new EndpointNameMetadata(handler.Name));
        });
        return group;
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
        foreach (var converter in wire.Converters)
            options.Converters.Add(converter);
    }
}
