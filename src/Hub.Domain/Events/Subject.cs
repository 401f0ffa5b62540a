using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Records;

namespace Hub.Domain.Events;

/// <summary>The record that an event is about, as it was right after the fact.</summary>
[JsonConverter(typeof(SubjectConverter))]
public sealed record Subject(Kind Kind, object Value)
{
    public T? As<T>()
        where T : class => Value as T;

    /// <summary>Stored as <c>{"kind": "ticket", "value": {...}}</c>. One of a kind that this hub does not know is absent.</summary>
    internal sealed class SubjectConverter : JsonConverter<Subject?>
    {
        public override Subject? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            Subject? subject = null;
            Kind? kind = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isKind = reader.ValueTextEquals("kind");
                reader.Read();
                if (isKind)
                    kind = Kinds.Find(reader.GetString()!);
                else if (kind is not null)
                    subject = new Subject(kind, kind.Read(ref reader));
                else
                    reader.Skip();
            }
            return subject;
        }

        public override void Write(Utf8JsonWriter writer, Subject? value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", value!.Kind.Name);
            writer.WritePropertyName("value");
            value.Kind.Write(writer, value.Value);
            writer.WriteEndObject();
        }
    }
}
