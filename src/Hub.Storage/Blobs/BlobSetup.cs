using Azure.Core;
using Hub.Delivery;
using Hub.Ports.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Blobs;

/// <summary>Chooses where attachments are kept.</summary>
internal static class BlobSetup
{
    public const string Setting = "Attachments:Provider";

    /// <summary>What the folder of attachments is called, in the data folder.</summary>
    public const string Folder = "attachments";

    public static IServiceCollection AddBlobs(
        this IServiceCollection services,
        IConfiguration configuration,
        string dataPath
    ) =>
        configuration[Setting] switch
        {
            null or "" or "Folder" => services.AddSingleton<IBlobStore>(_ => new FolderBlobs(
                PrivateFiles.CreateOwnFolder(Path.Combine(dataPath, Folder)).FullName
            )),
            "AzureBlobs" => services.AddAzureBlobs(configuration),
            var unknown => throw new OptionsValidationException(
                Setting,
                typeof(string),
                [$"{Setting} is '{unknown}'; it must be Folder or AzureBlobs."]
            ),
        };

    private static IServiceCollection AddAzureBlobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAnnotatedOptions<AzureBlobOptions>(configuration, AzureBlobOptions.Section);
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<AzureBlobOptions>, AzureBlobOptionsCheck>()
        );
        return services.AddSingleton<IBlobStore>(static provider => new AzureBlobs(
            provider.GetRequiredService<IOptions<AzureBlobOptions>>(),
            provider.GetService<TokenCredential>()
        ));
    }
}
