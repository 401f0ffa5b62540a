using System.Text;
using System.Text.Json.Nodes;
using Hub.Delivery.Targets;
using Hub.Delivery.Tests.Retries;
using Xunit;

namespace Hub.Delivery.Tests.Graph;

public sealed class GraphTargetTests
{
    private const string Root = "https://graph.microsoft.com/v1.0/";
    private static readonly Guid Delivery = Guid.Parse("019a0000-0000-7000-8000-000000000001");

    private static Target Of(string name) => TargetCatalogue.Find(name)!;

    [Theory]
    [InlineData("graph-mail", Root + "users/help@example.com/sendMail")]
    [InlineData("graph-mail", Root + "users/help%40example.com/sendmail")]
    [InlineData("graph-mail", "https://graph.microsoft.us/v1.0/users/help@example.com/sendMail")]
    [InlineData("graph-mail", "http://localhost:5001/v1.0/users/help@example.com/sendMail")]
    [InlineData("graph-planner", Root + "planner/tasks")]
    [InlineData("graph-planner", Root + "planner/tasks?planId=xqQg5FS2LkCp935s-FIFm2QAFkHM")]
    [InlineData("graph-todo", Root + "users/ann@example.com/todo/lists/AQMkADAwAT%3D/tasks")]
    [InlineData("graph-list", Root + "sites/contoso.sharepoint.com,1,2/lists/7/items")]
    [InlineData("graph-list", Root + "sites/contoso.sharepoint.com:/sites/desk:/lists/7/items")]
    public void An_address_of_the_target_is_taken(string target, string address) =>
        Assert.Null(Of(target).WhyNotAddress(new Uri(address)));

    [Theory]
    [InlineData(
        "graph-mail",
        "https://graph.microsoft.com.evil.example/v1.0/users/a@b.cd/sendMail",
        "graph.microsoft.com:"
    )]
    [InlineData("graph-mail", "https://graph.microsoft.com:8443/v1.0/users/a@b.cd/sendMail", "at https://graph")]
    [InlineData("graph-mail", "http://graph.microsoft.com/v1.0/users/a@b.cd/sendMail", "at https://graph")]
    [InlineData("graph-mail", Root + "me/sendMail", "Nobody is signed in")]
    [InlineData("graph-mail", Root + "users/help/sendMail", "users/{mailbox}/sendMail")]
    [InlineData("graph-mail", Root + "users/a@b.cd/messages", "users/{mailbox}/sendMail")]
    [InlineData("graph-mail", "https://graph.microsoft.com/users/a@b.cd/sendMail", "users/{mailbox}/sendMail")]
    [InlineData("graph-mail", Root + "teams/1/channels/2/messages", "Use the target teams")]
    [InlineData("graph-planner", Root + "chats/19:x/messages", "Use the target teams")]
    [InlineData("graph-planner", Root + "planner/plans", "planner/tasks?planId={plan}")]
    [InlineData("graph-todo", Root + "me/todo/lists/1/tasks", "Nobody is signed in")]
    [InlineData("graph-todo", Root + "users/1/todo/lists/1", "todo/lists/{list}/tasks")]
    [InlineData("graph-list", Root + "sites/1/lists/1", "lists/{list}/items")]
    [InlineData("graph-list", Root + "sites/lists/1/items", "lists/{list}/items")]
    public void Another_address_is_refused_with_the_way_it_is_put_together(
        string target,
        string address,
        string told
    ) => Assert.Contains(told, Of(target).WhyNotAddress(new Uri(address)), StringComparison.Ordinal);

    [Fact]
    public void The_plan_goes_from_the_address_into_the_task()
    {
        var target = Of("graph-planner");
        var address = new Uri(Root + "planner/tasks?planId=x%2Dy");

        Assert.Equal(Root + "planner/tasks", target.Address(address).OriginalString);
        Assert.Equal(
            """{"planId":"x-y","title":"a"}""",
            Encoding.UTF8.GetString(target.BodyFor(address, """{"title":"a"}"""u8.ToArray()))
        );
        Assert.Null(target.Remark(address));
        Assert.Contains("names no plan", target.Remark(target.Address(address)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_carries_the_deliverys_id_and_loses_nothing()
    {
        const string body =
            """{"message":{"subject":"Käse","body":{"contentType":"html","content":"<p>a &amp; b</p>"},"toRecipients":[{"emailAddress":{"address":""}},{"emailAddress":{"address":"ann@example.com"}}],"internetMessageHeaders":[{"name":"x-desk","value":"1"},{"name":"X-Hub-Delivery","value":"mine"}]},"saveToSentItems":false}""";

        Assert.Equal(
            """{"message":{"subject":"Käse","body":{"contentType":"html","content":"<p>a &amp; b</p>"},"toRecipients":[{"emailAddress":{"address":"ann@example.com"}}],"internetMessageHeaders":[{"name":"x-desk","value":"1"},{"name":"x-hub-delivery","value":"019a0000-0000-7000-8000-000000000001"}]},"saveToSentItems":false}""",
            Personalized(body)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","toRecipients":[]""")]
    [InlineData(""","toRecipients":[{"emailAddress":{"address":""}}],"ccRecipients":null""")]
    public void A_mail_that_names_nobody_goes_to_its_mailbox(string recipients)
    {
        var message = JsonNode.Parse(Personalized($$$"""{"message":{"subject":"a"{{{recipients}}}}}"""))!["message"]!;

        Assert.Equal("help@example.com", (string?)message["toRecipients"]![0]!["emailAddress"]!["address"]);
        Assert.Equal("x-hub-delivery", (string?)message["internetMessageHeaders"]![0]!["name"]);
    }

    [Theory]
    [InlineData("ccRecipients")]
    [InlineData("bccRecipients")]
    public void A_mail_that_names_somebody_else_stays_with_them(string list)
    {
        var body = """{"message":{"LIST":[{"emailAddress":{"address":"a@example.com"}}]}}""".Replace("LIST", list);

        Assert.Null(JsonNode.Parse(Personalized(body))!["message"]!["toRecipients"]);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("""{"message":"a"}""")]
    public void What_is_no_mail_stays_as_it_is(string body) => Assert.Equal(body, Personalized(body));

    [Theory]
    [InlineData("graph-mail", """{"message":{"subject":"a","body":{"content":"b"}}}""")]
    [InlineData("graph-planner", """{"title":"a","priority":1,"dueDateTime":"2026-01-01T00:00:00Z"}""")]
    [InlineData("graph-todo", """{"title":"a","importance":"high","body":{"content":"b","contentType":"text"}}""")]
    [InlineData("graph-list", """{"fields":{"Title":"a","Ticket":7}}""")]
    public void A_message_that_fits_has_no_remarks(string target, string body) =>
        Assert.Empty(Of(target).WhyNot(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("graph-mail", """{"subject":"a"}""", "The message needs a 'message'.")]
    [InlineData("graph-mail", """{"message":{"subject":"a"}}""", "message needs a 'body'.")]
    [InlineData("graph-mail", """{"message":{"body":{"content":"b"}}}""", "message needs a text 'subject'.")]
    [InlineData(
        "graph-mail",
        """{"message":{"subject":"a","body":{"content":"b"},"toRecipients":[{"emailAddress":{"address":"a;b@c.de"}}]}}""",
        "message.toRecipients[0] needs an 'emailAddress' with a mail address as 'address'."
    )]
    [InlineData(
        "graph-mail",
        """{"message":{"subject":"a","body":{"content":"b"},"internetMessageHeaders":[{"name":"Bcc","value":"x"}]}}""",
        "message.internetMessageHeaders[0] needs a 'name' that begins with x-, and a 'value'."
    )]
    [InlineData("graph-planner", """{"title":""}""", "The message needs a text 'title'.")]
    [InlineData(
        "graph-planner",
        """{"title":"a","priority":11}""",
        "priority must be a whole number from 0 (urgent) to 10 (low)."
    )]
    [InlineData(
        "graph-todo",
        """{"title":"a","importance":"urgent"}""",
        "importance must be one of low, normal, high."
    )]
    [InlineData(
        "graph-todo",
        """{"title":"a","dueDateTime":{"dateTime":"x"}}""",
        "dueDateTime needs a text 'timeZone'."
    )]
    [InlineData("graph-list", """{"Title":"a"}""", "The message needs the columns, as 'fields'.")]
    [InlineData("graph-list", """{"fields":{}}""", "fields needs a text 'Title'.")]
    public void A_message_that_graph_would_refuse_is_told(string target, string body, string told) =>
        Assert.Equal([told], Of(target).WhyNot(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Titles_have_255_characters()
    {
        foreach (var target in (string[])["graph-planner", "graph-todo"])
        {
            var body = """{"title":"TITLE"}""";
            Assert.Empty(Of(target).WhyNot(Encoding.UTF8.GetBytes(body.Replace("TITLE", new string('ä', 255)))));
            Assert.NotEmpty(Of(target).WhyNot(Encoding.UTF8.GetBytes(body.Replace("TITLE", new string('ä', 256)))));
        }
    }

    [Theory]
    [InlineData("graph-mail", 202)]
    [InlineData("graph-planner", 201)]
    [InlineData("graph-todo", 201)]
    [InlineData("graph-list", 201)]
    public void Only_its_own_status_acknowledges(string target, int status)
    {
        foreach (var answer in (int[])[200, 201, 202, 204, 302, 500])
            Assert.Equal(answer == status, Of(target).Acknowledges(Result.Answered(answer)));
    }

    [Theory]
    [InlineData("graph-mail", 403, "", "Mail.Send")]
    [InlineData("graph-mail", 404, """{"error":{"code":"ErrorInvalidUser"}}""", "no such mailbox")]
    [InlineData("graph-planner", 403, "", "Tasks.ReadWrite.All")]
    [InlineData("graph-planner", 404, """{"error":{"code":""}}""", "no such plan")]
    [InlineData(
        "graph-planner",
        400,
        """{"error":{"message":"Field 'PlanId' is missing"}}""",
        "does not know the plan"
    )]
    [InlineData("graph-todo", 403, "", "Tasks.ReadWrite.All")]
    [InlineData("graph-todo", 404, """{"error":{"code":"ErrorItemNotFound"}}""", "no such person or list")]
    [InlineData("graph-todo", 400, """{"error":{"code":"ErrorInvalidIdMalformed"}}""", "copy it anew")]
    [InlineData("graph-list", 403, """{"error":{"code":"accessDenied"}}""", "Sites.Selected")]
    [InlineData("graph-list", 404, """{"error":{"code":"itemNotFound"}}""", "no such site or list")]
    [InlineData("graph-list", 400, """{"error":{"message":"Field 'Ticket' is not recognized"}}""", "lacks a column")]
    public void Owners_are_told_which_permission_or_place_is_missing(
        string target,
        int status,
        string body,
        string advice
    ) => Assert.Contains(advice, Of(target).Advice(Result.Answered(status, body)), StringComparison.Ordinal);

    [Theory]
    [InlineData("graph-mail", 400, """{"error":{"code":"ErrorInvalidRecipients"}}""")]
    [InlineData("graph-mail", 401, "")]
    [InlineData("graph-mail", 404, "<html>Not found</html>")]
    [InlineData("graph-planner", 429, "")]
    [InlineData("graph-todo", 503, "")]
    [InlineData("graph-list", 502, "<html>Bad gateway</html>")]
    public void One_message_that_is_refused_and_an_outage_stop_nothing(string target, int status, string body) =>
        Assert.Null(Of(target).Advice(Result.Answered(status, body)));

    [Fact]
    public void The_customers_words_are_no_html()
    {
        var text = Of("graph-mail").Text;

        Assert.Equal(
            "&lt;a href=&quot;javascript:x&quot;&gt; &amp;<br>more",
            text.Escape("content", "<a href=\"javascript:x\"> &\r\nmore")
        );
        Assert.Equal("", text.Escape("address", "ann@example.com, all@example.com"));
        Assert.Equal("ann@example.com", text.Escape("address", "ann@example.com"));
        Assert.Equal("Käse & <b>", text.Escape("subject", "Käse & <b>"));
    }

    private static string Personalized(string body) =>
        Encoding.UTF8.GetString(
            Of("graph-mail")
                .Personalize(
                    Encoding.UTF8.GetBytes(body),
                    new Uri(Root + "users/help%40example.com/sendMail"),
                    Delivery
                )
        );
}
