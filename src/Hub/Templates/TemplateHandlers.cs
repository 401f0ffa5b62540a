// What the routes of the API and the pages both call.
global using TemplateHandlers = Hub.Resources.ResourceHandlers<
    Hub.Domain.Templates.OwnTemplate,
    Hub.Templates.CreateTemplate,
    Hub.Templates.UpdateTemplate,
    Hub.Templates.TemplateResponse
>;
