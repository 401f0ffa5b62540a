using Hub.Delivery.Templates;
using Microsoft.Extensions.Options;

namespace Hub.Templates;

internal static class TemplateSetup
{
    public static void AddTemplates(this WebApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<Previewing>()
            .AddSingleton(static provider =>
            {
                var url = provider.GetRequiredService<IOptions<HubOptions>>().Value.PublicUrl;
                return new EventLinks(url is { Length: > 0 } ? url.TrimEnd('/') : HubApplication.DefaultUrl);
            });
}
