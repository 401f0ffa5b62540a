using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Hub.Scim;
using Hub.Scim.Patching;
using Hub.Scim.Schemas;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Scim.Engine;

/// <summary>
/// PATCH against a model that knows nothing of schemas: a user with one plain attribute, one complex attribute and one
/// list, as plain dictionaries.
/// </summary>
public sealed class PatchModelTests
{
    private static readonly ResourceType User = new SchemaCatalogue(Options.Create(new ScimOptions())).User;

    private sealed record Step(string Verb, string Kind, string Type, string Value);

    private static readonly Gen<Step> Steps =
        from verb in Gen.Elements("add", "replace", "remove")
        from kind in Gen.Elements("title", "name.givenName", "name", "emails", "emails[]", "emails[].value")
        from type in Gen.Elements("work", "home", "other")
        from value in Gen.Elements("a", "b", "c")
        select new Step(verb, kind, type, value);

    [Fact]
    public void A_patch_does_to_a_resource_what_it_does_to_the_model() =>
        Prop.ForAll(Arb.From(Gen.ListOf(Steps)), steps => Agree([.. steps]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static bool Agree(IReadOnlyList<Step> steps)
    {
        var resource = new JsonObject { ["userName"] = "x" };
        var model = new Model();
        foreach (var step in steps)
        {
            var request = PatchRequest.Read(JsonElement.Parse(Json(step)));
            var after = Patch.Apply(User, resource, request.Value!, default);
            if (after.IsError != !model.Apply(step))
                return false;
            if (!after.IsError)
                resource = after.Value;
            if (!JsonNode.DeepEquals(resource, model.ToJson()))
                return false;
        }
        return true;
    }

    private static string Json(Step step)
    {
        var path = step.Kind.Replace("[]", $"[type eq \\\"{step.Type}\\\"]", StringComparison.Ordinal);
        var value = step.Kind switch
        {
            "name" => $$"""{"givenName":"{{step.Value}}"}""",
            "emails" => $$"""[{"type":"{{step.Type}}","value":"{{step.Value}}"}]""",
            "emails[]" => $$"""{"type":"{{step.Type}}","value":"{{step.Value}}"}""",
            _ => $"\"{step.Value}\"",
        };
        var hasValue = step.Verb != "remove" || step.Kind == "emails";
        return $$"""
            {"schemas":["{{Urns.PatchOp}}"],"Operations":[{"op":"{{step.Verb}}","path":"{{path}}"{{(
                hasValue ? $",\"value\":{value}" : ""
            )}}}]}
            """;
    }

    private sealed class Model
    {
        private readonly List<(string Type, string Value)> emails = [];
        private string? title;
        private string? given;

        /// <summary>False when there is nothing to apply the step to.</summary>
        public bool Apply(Step step)
        {
            var value = step.Verb == "remove" ? null : step.Value;
            var entry = (step.Type, step.Value);
            switch (step.Kind)
            {
                case "title":
                    title = value;
                    break;
                case "name" or "name.givenName":
                    given = value;
                    break;
                case "emails" when step.Verb == "remove":
                    emails.Remove(entry);
                    break;
                case "emails":
                    if (step.Verb == "replace")
                        emails.Clear();
                    if (!emails.Contains(entry))
                        emails.Add(entry);
                    break;
                case var _ when step.Verb == "remove":
                    emails.RemoveAll(one => one.Type == step.Type);
                    break;
                default:
                    if (!emails.Exists(one => one.Type == step.Type))
                    {
                        if (step.Verb == "replace")
                            return false;
                        emails.Add(entry);
                        break;
                    }
                    for (var index = 0; index < emails.Count; index++)
                        if (emails[index].Type == step.Type)
                            emails[index] = entry;
                    break;
            }
            // Elements that have become the same are one. It stands where the first of them stood.
            for (var index = emails.Count - 1; index >= 0; index--)
                if (emails.IndexOf(emails[index]) < index)
                    emails.RemoveAt(index);
            return true;
        }

        public JsonObject ToJson()
        {
            var json = new JsonObject { ["userName"] = "x" };
            if (title is not null)
                json["title"] = title;
            if (given is not null)
                json["name"] = new JsonObject { ["givenName"] = given };
            if (emails.Count > 0)
                json["emails"] = new JsonArray([
                    .. emails.Select(one => new JsonObject { ["type"] = one.Type, ["value"] = one.Value }),
                ]);
            return json;
        }
    }
}
