namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>Undefined AND false is false, else undefined wins over true.</summary>
internal sealed record And(Expression Left, Expression Right) : Expression
{
    public override SqlValue Evaluate(Row row)
    {
        var left = Left.Evaluate(row);
        if (left.IsFalse)
        {
            return left;
        }

        var right = Right.Evaluate(row);
        return right.IsFalse || left.IsTrue && right.IsTrue ? right : SqlValue.Undefined;
    }
}

/// <summary>Undefined OR true is true, else undefined wins over false.</summary>
internal sealed record Or(Expression Left, Expression Right) : Expression
{
    public override SqlValue Evaluate(Row row)
    {
        var left = Left.Evaluate(row);
        if (left.IsTrue)
        {
            return left;
        }

        var right = Right.Evaluate(row);
        return right.IsTrue || left.IsFalse && right.IsFalse ? right : SqlValue.Undefined;
    }
}

/// <summary>The negation of what is not a boolean is undefined.</summary>
internal sealed record Not(Expression Operand) : Expression
{
    public override SqlValue Evaluate(Row row)
    {
        var operand = Operand.Evaluate(row);
        return operand.Kind == SqlKind.Boolean ? SqlValue.Of(operand.IsFalse) : SqlValue.Undefined;
    }
}

/// <summary>
/// A comparison. With undefined it is undefined; equality of two types is false, but their order is undefined, as is the
/// order of arrays and objects.
/// </summary>
internal sealed record Comparison(string Operator, Expression Left, Expression Right) : Expression
{
    public override SqlValue Evaluate(Row row)
    {
        var left = Left.Evaluate(row);
        var right = Right.Evaluate(row);
        if (left.IsUndefined || right.IsUndefined)
        {
            return SqlValue.Undefined;
        }

        if (Operator is "=" or "!=" or "<>")
        {
            return SqlValue.Of(SqlOrder.Same(left, right) == (Operator == "="));
        }

        if (left.Kind != right.Kind || left.Kind > SqlKind.String)
        {
            return SqlValue.Undefined;
        }

        var order = SqlOrder.Compare(left, right);
        return SqlValue.Of(
            Operator switch
            {
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            }
        );
    }
}

/// <summary>x IN (a, b): undefined where x is.</summary>
internal sealed record In(Expression Needle, IReadOnlyList<Expression> Haystack, bool Negated) : Expression
{
    public override SqlValue Evaluate(Row row)
    {
        var needle = Needle.Evaluate(row);
        return needle.IsUndefined
            ? SqlValue.Undefined
            : SqlValue.Of(Haystack.Any(item => SqlOrder.Same(needle, item.Evaluate(row))) != Negated);
    }
}
