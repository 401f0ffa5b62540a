using System.CommandLine;

namespace Hub.OpenApi;

/// <summary><c>openapi</c>: writes the description of the API as tests compare it, or checks that it is current.</summary>
internal static class OpenApiCommand
{
    public const string FileName = "tests/Hub.Tests/OpenApi/Snapshots/openapi.v1.json";

    public static Command Create() =>
        GeneratedFiles.Command(
            "openapi",
            "Writes the description of the API, or checks it.",
            new GeneratedFile(FileName, static (services, _) =>
                services.GetRequiredService<ServedDocuments>().ApiText()
            )
        );
}
