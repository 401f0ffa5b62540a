using System.CommandLine;

namespace Hub.OpenApi.Connector;

/// <summary><c>connector</c>: writes the two files that the platform reads, or checks that they are current, or packs them.</summary>
internal static class ConnectorCommand
{
    public const string Definition = "apiDefinition.swagger.json";

    public const string Properties = "apiProperties.json";

    public static Command Create()
    {
        var command = GeneratedFiles.Command(
            "connector",
            "Writes the connector's definition and properties, or checks them.",
            new GeneratedFile(Definition, static (services, cancellation) =>
                services.GetRequiredService<ConnectorDefinition>().Render(cancellation)
            ),
            new GeneratedFile(Properties, static (services, cancellation) =>
                services.GetRequiredService<ConnectorDefinition>().RenderProperties(cancellation)
            )
        );
        command.Subcommands.Add(ConnectorPack.Create());
        return command;
    }
}
