using System.Globalization;
using System.Text.Json.Nodes;

namespace Hub.Connector.Platform.Workflows;

/// <summary>What an expression of the workflow definition language says: a value, a call, or a member of either.</summary>
/// <remarks>https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference</remarks>
internal abstract record Expression
{
    public sealed record Literal(JsonNode? Value) : Expression;

    public sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression;

    /// <param name="IsLenient">With a question mark before it: of nothing it is nothing.</param>
    public sealed record Member(Expression Of, Expression Key, bool IsLenient) : Expression;

    /// <exception cref="FormatException">It is none.</exception>
    public static Expression Read(string text)
    {
        var reader = new Reader(text);
        var read = reader.Value();
        return reader.IsAtEnd ? read : throw reader.Wrong("the end");
    }

    private sealed class Reader(string text)
    {
        private int at;

        public bool IsAtEnd
        {
            get
            {
                Blanks();
                return at == text.Length;
            }
        }

        public FormatException Wrong(string expected) => new($"{text} has no {expected} at {at}.");

        public Expression Value()
        {
            var value = Start();
            while (!IsAtEnd)
            {
                var isLenient = Takes('?');
                if (Takes('['))
                {
                    value = new Member(value, Value(), isLenient);
                    Expect(']');
                }
                else if (Takes('.'))
                    value = new Member(value, new Literal(Word()), isLenient);
                else
                    return isLenient ? throw Wrong("member") : value;
            }
            return value;
        }

        private Expression Start()
        {
            Blanks();
            if (Takes('\''))
                return new Literal(Quoted());
            if (at < text.Length && (char.IsDigit(text[at]) || text[at] == '-'))
                return new Literal(Number());
            var word = Word();
            if (Takes('('))
                return new Call(word, Arguments());
            return word switch
            {
                "true" => new Literal(true),
                "false" => new Literal(false),
                "null" => new Literal(null),
                _ => throw Wrong("value"),
            };
        }

        private List<Expression> Arguments()
        {
            var arguments = new List<Expression>();
            if (Takes(')'))
                return arguments;
            do arguments.Add(Value());
            while (Takes(','));
            Expect(')');
            return arguments;
        }

        /// <summary>Two quotes stand for one.</summary>
        private string Quoted()
        {
            var start = at;
            while (true)
            {
                var end = text.IndexOf('\'', at);
                if (end < 0)
                    throw Wrong("closing quote");
                at = end + 1;
                if (at == text.Length || text[at] != '\'')
                    return text[start..end].Replace("''", "'", StringComparison.Ordinal);
                at++;
            }
        }

        private JsonNode Number()
        {
            var start = at++;
            while (at < text.Length && (char.IsDigit(text[at]) || text[at] == '.'))
                at++;
            return decimal.Parse(text[start..at], CultureInfo.InvariantCulture);
        }

        private string Word()
        {
            var start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '$'))
                at++;
            return at > start ? text[start..at] : throw Wrong("name");
        }

        private void Expect(char expected)
        {
            if (!Takes(expected))
                throw Wrong($"{expected}");
        }

        private bool Takes(char wanted)
        {
            Blanks();
            if (at == text.Length || text[at] != wanted)
                return false;
            at++;
            return true;
        }

        private void Blanks()
        {
            while (at < text.Length && text[at] == ' ')
                at++;
        }
    }
}
