using System.CommandLine;
using Hub.CommandLine;
using Hub.Settings;
using Hub.Tests.Hosting;

namespace Hub.Tests.CommandLine;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("--urls=http://localhost:1 --help")]
    public async Task Help_lists_commands_and_settings_and_starts_nothing(string arguments)
    {
        var (code, output, _) = await Run(arguments);

        Assert.Equal(0, code);
        Assert.All(["listen", "openapi", "copy", "--Hub:DataPath=data", "--Delivery:EventsPerMinute=1000"], part =>
            Assert.Contains(part, output)
        );
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        var (code, output, _) = await Run("--version");

        Assert.Equal(0, code);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*$", Assert.Single(output.Trim().Split('\n')).Trim());
    }

    [Theory]
    [InlineData("lissten", "listen")]
    [InlineData("listen2 --port 9000", "listen")]
    [InlineData("opnapi --write", "openapi")]
    [InlineData("serve", "listen, openapi, connector, copy, organizations, import, export")]
    [InlineData("--Hub:DataPth=x", "Hub:DataPath")]
    [InlineData("--hub:datapaht x", "Hub:DataPath")]
    [InlineData("--Dilivery:RetryPace=1", "Delivery:RetryPace")]
    [InlineData("--Entra:Roles:0:Nmae=x", "Entra:Roles:*:Name")]
    [InlineData("--Storage:Provder=Cosmos", "Storage:Provider")]
    [InlineData("--ulrs=http://localhost:1", "urls")]
    [InlineData("--urls", "--urls=value")]
    [InlineData("--Hub:DataPath --urls=http://localhost:1", "--Hub:DataPath=value")]
    [InlineData("--urls=http://localhost:1 listen", "'listen'")]
    [InlineData("-p 80", "'-p'")]
    [InlineData("--something=else", "--help")]
    public async Task What_is_misspelt_is_an_answer_that_names_the_nearest_there_is(string arguments, string named)
    {
        var (code, output, error) = await Run(arguments);

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Contains(named, Assert.Single(error.Trim().Split('\n')));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--urls=http://localhost:1 --Hub:DataPath=x")]
    [InlineData("--urls http://localhost:1 --delivery:retrypace 0.5")]
    [InlineData("--Logging:LogLevel:Hub.Delivery=Debug --Kestrel:Endpoints:A:Url=http://localhost:1 --AllowedHosts=*")]
    [InlineData("--Entra:Roles:12:Abilities=* --Scim:Extensions:0:Attributes:1:CanonicalValues:2=x")]
    [InlineData("--environment=Development --contentRoot=. Hub:DataPath=x")]
    [InlineData("--Queue:ServiceBus:Receivers=4")]
    public async Task Settings_are_left_to_the_hub(string arguments) => Assert.Null((await Run(arguments)).Code);

    [Fact]
    public async Task A_misspelt_setting_stops_the_start_wherever_it_comes_from()
    {
        var failure = await Assert.ThrowsAsync<StartRefusedException>(() =>
            HubHost.Start("--Delivery:RetryPase=1", "--Hub:Bootstrap:Tokn=x")
        );

        Assert.Contains("Delivery:RetryPace", failure.Message);
        Assert.Contains("Hub:Bootstrap:Token", failure.Message);
    }

    [Fact]
    public void Every_class_of_settings_is_known()
    {
        var assemblies = new[]
        {
            typeof(HubApplication).Assembly,
            typeof(Hub.Delivery.DeliveryOptions).Assembly,
            typeof(Hub.Storage.StorageSetup).Assembly,
        };

        var bound = assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type =>
                type.Name.EndsWith("Options", StringComparison.Ordinal)
                && type is { IsClass: true, IsAbstract: false }
                && (
                    type.GetField("Section") is not null
                    || type.GetInterfaces().Any(one => one.Name == "IValidateOptions`1")
                    || type.Namespace!.StartsWith("Hub.Delivery", StringComparison.Ordinal)
                )
            )
            .ToHashSet();

        Assert.Equal(bound, KnownSettings.Types.ToHashSet());
    }

    private static async Task<(int? Code, string Output, string Error)> Run(string arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await HubCommand.Answer(
            arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            new InvocationConfiguration { Output = output, Error = error }
        );
        return (code, output.ToString(), error.ToString());
    }
}
