using Hub.Domain.Text;
using Xunit;

namespace Hub.Domain.Tests.Text;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\nTwo")]
    [InlineData("<p>One<br>Two<br/>Three</p>", "One\nTwo\nThree")]
    [InlineData("<div>A &amp; B &lt;c&gt; &#39;d&#39;&nbsp;e</div>", "A & B <c> 'd'\u00a0e")]
    [InlineData("<ul>\n  <li>One</li>\n  <li>Two</li>\n</ul>", "One\nTwo")]
    [InlineData("Some <b>bold</b>\n   text", "Some bold text")]
    [InlineData("<P CLASS=\"x\">Loud</P>", "Loud")]
    [InlineData("<style>p { color: red }</style><p>Seen</p><script>alert('<p>')</script>", "Seen")]
    [InlineData("<!-- <b>hidden</b> --><p>Seen</p>", "Seen")]
    [InlineData("<a href=\"https://example.com?a=1&amp;b=2\">Here</a>", "Here")]
    [InlineData("<p></p>", "")]
    [InlineData("<p>1 < 2 and 3 > 2</p>", "1 < 2 and 3 > 2")]
    public void Tags_go_and_the_text_stays(string html, string text) => Assert.Equal(text, PlainText.Of(html));

    [Theory]
    [InlineData("")]
    [InlineData("Plain,\n  with its   own spaces")]
    [InlineData("if a < b then b > a")]
    [InlineData("List<string> and <T>")]
    [InlineData("Write &amp; for an ampersand")]
    [InlineData("a <- b, and <bold> is no tag")]
    public void What_is_no_html_stays_as_it_is(string text) => Assert.Equal(text, PlainText.Of(text));

    [Fact]
    public void A_long_text_of_nothing_but_brackets_takes_no_time() =>
        Assert.NotNull(
            PlainText.Of(string.Concat(Enumerable.Repeat("<p ", 200_000)) + "<script " + new string('<', 200_000))
        );
}
