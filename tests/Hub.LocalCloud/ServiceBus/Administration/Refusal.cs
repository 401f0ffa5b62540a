using System.Xml.Linq;

namespace Hub.LocalCloud.ServiceBus.Administration;

/// <summary>The body of every refusal: <c>&lt;Error&gt;&lt;Code/&gt;&lt;Detail/&gt;&lt;/Error&gt;</c>.</summary>
internal static class Refusal
{
    public static IResult Of(int status, string detail)
    {
        var error = new XElement("Error", new XElement("Code", status), new XElement("Detail", detail));
        return Results.Text($"{error}", "application/xml; charset=utf-8", statusCode: status);
    }
}
