using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>Whatever takes plain JSON: n8n, Make, Zapier, a program of one's own. Its keys stay the same for every event.</summary>
internal static class GenericJson
{
    public static readonly Target Target = new("generic")
    {
        Title = "JSON",
        Description = "The event as flat JSON with ids and links, for automation tools and programs of your own.",
        Text = PlainText.Instance,
        Limit = 256 * 1024,
        Advice = FinalAnswer.Of(
            new(404, "The workflow behind the address is not active: activate it, and use the address for production.")
            {
                Saying = "is not registered",
            },
            new(
                410,
                "Whoever takes the events there wants no more of them: set another address, or delete the webhook."
            )
        ),
    };
}
