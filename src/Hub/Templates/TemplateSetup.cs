using Hub.Delivery.Templates;
using Hub.Resources;
using Microsoft.Extensions.Options;

namespace Hub.Templates;

internal static class TemplateSetup
{
    public static void AddTemplates(this WebApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<Previewing>()
            .AddSingleton(static provider => new TemplateHandlers(
                TemplatesApi.Resource,
                new Lazy<ResourceServices>(provider.GetRequiredService<ResourceServices>)
            ))
            .AddSingleton(static provider =>
            {
                var url = provider.GetRequiredService<IOptions<HubOptions>>().Value.PublicUrl;
                return new EventLinks(url is { Length: > 0 } ? url.TrimEnd('/') : HubApplication.DefaultUrl);
            });
}
