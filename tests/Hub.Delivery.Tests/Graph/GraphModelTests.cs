using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Serialization.Json;
using Xunit;

namespace Hub.Delivery.Tests.Graph;

/// <summary>Shipped messages in the eyes of Graph's own models: whatever a model does not know, it keeps as additional.</summary>
public sealed class GraphModelTests
{
    private const string Root = "https://graph.microsoft.com/v1.0/";

    static GraphModelTests() =>
        ParseNodeFactoryRegistry.DefaultInstance.ContentTypeAssociatedFactories["application/json"] =
            new JsonParseNodeFactory();

    public static TheoryData<Family> Families => [.. Enum.GetValues<Family>()];

    [Theory, MemberData(nameof(Families))]
    public async Task A_mail_is_one_that_graph_knows(Family family)
    {
        var target = TargetCatalogue.Find("graph-mail")!;
        var body = Body(target, family);
        var sent = target.Personalize(body, new Uri(Root + "users/help@example.com/sendMail"), Guid.NewGuid());
        // The action's parameters are named in lower case, as the documentation writes them; the SDK's model has capitals.
        var parameter = Assert.Single(JsonElement.Parse(sent).EnumerateObject());
        var message = await Read(
            Encoding.UTF8.GetBytes(parameter.Value.GetRawText()),
            Message.CreateFromDiscriminatorValue
        );

        Assert.Equal("message", parameter.Name);
        Assert.Empty(message.AdditionalData);
        Assert.Empty(message.Body!.AdditionalData);
        Assert.Equal(BodyType.Html, message.Body.ContentType);
        Assert.All(message.ToRecipients!, one => Assert.Contains('@', one.EmailAddress!.Address!));
        Assert.Equal("x-hub-delivery", Assert.Single(message.InternetMessageHeaders!).Name);
    }

    [Theory, MemberData(nameof(Families))]
    public async Task A_task_of_a_plan_is_one_that_graph_knows(Family family)
    {
        var target = TargetCatalogue.Find("graph-planner")!;
        var task = await Read(
            target.BodyFor(new Uri(Root + "planner/tasks?planId=x"), Body(target, family)),
            PlannerTask.CreateFromDiscriminatorValue
        );

        Assert.Empty(task.AdditionalData);
        Assert.Equal("x", task.PlanId);
        Assert.NotEmpty(task.Title!);
    }

    [Theory, MemberData(nameof(Families))]
    public async Task A_task_of_a_person_is_one_that_graph_knows(Family family)
    {
        var task = await Read(Body(TargetCatalogue.Find("graph-todo")!, family), TodoTask.CreateFromDiscriminatorValue);

        Assert.Empty(task.AdditionalData);
        Assert.Equal(BodyType.Text, task.Body!.ContentType);
        Assert.NotNull(task.Importance);
        Assert.All(task.LinkedResources ?? [], one => Assert.Empty(one.AdditionalData));
    }

    [Theory, MemberData(nameof(Families))]
    public async Task A_row_of_a_list_has_the_column_that_every_list_has(Family family)
    {
        var row = await Read(Body(TargetCatalogue.Find("graph-list")!, family), ListItem.CreateFromDiscriminatorValue);

        Assert.Empty(row.AdditionalData);
        Assert.Equal("Title", Assert.Single(row.Fields!.AdditionalData).Key);
    }

    /// <summary>What is to come of the template, as it stands beside it.</summary>
    private static byte[] Body(Target target, Family family, [CallerFilePath] string here = "") =>
        File.ReadAllBytes(
            Path.Combine(
                Path.GetDirectoryName(here)!,
                $"../../../templates/{target.Name}/{family.Name()}.expected.json"
            )
        );

    private static async Task<T> Read<T>(byte[] body, ParsableFactory<T> factory)
        where T : IParsable
    {
        using var stream = new MemoryStream(body);
        return (await KiotaJsonSerializer.DeserializeAsync(stream, factory))!;
    }
}
