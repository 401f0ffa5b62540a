using Hub.Delivery.Templates;
using Xunit;

namespace Hub.Delivery.Tests.Templates;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("en", "24 May 2026, 12:30", "Sunday 24 May", "1,234.5")]
    [InlineData("de", "24. Mai 2026, 12:30", "Sonntag, 24. Mai", "1.234,5")]
    [InlineData("fr", "24 mai 2026 à 12:30", "dimanche 24 mai", "1\u202f234,5")]
    [InlineData("es", "24 de mayo de 2026, 12:30", "domingo, 24 de mayo", "1.234,5")]
    [InlineData("it", "24 maggio 2026, 12:30", "domenica 24 maggio", "1.234,5")]
    [InlineData("nl", "24 mei 2026, 12:30", "zondag 24 mei", "1.234,5")]
    [InlineData("pt", "24 de maio de 2026, 12:30", "domingo, 24 de maio", "1.234,5")]
    [InlineData("pl", "24 maja 2026, 12:30", "niedziela, 24 maja", "1\u00a0234,5")]
    [InlineData("sv", "24 maj 2026 kl. 12:30", "söndag 24 maj", "1\u00a0234,5")]
    [InlineData("da", "24. maj 2026 kl. 12.30", "søndag den 24. maj", "1.234,5")]
    [InlineData("fa", "۳ خرداد ۱۴۰۵، ساعت ۱۲:۳۰", "یکشنبه ۳ خرداد", "۱٬۲۳۴٫۵")]
    public void Dates_and_numbers_are_of_the_language(string language, string time, string day, string number)
    {
        var settings = Rendered.Settings(language: language);

        Assert.Equal(time, Rendered.Text("date.long event.time", settings));
        Assert.Equal(day, Rendered.Text("date.day event.time", settings));
        Assert.Equal(number, Rendered.Text("number 1234.5", settings));
    }

    [Fact]
    public void Every_language_has_all_names()
    {
        Assert.Equal(11, Languages.All.Count);
        foreach (var language in LanguageTable.All)
        {
            Assert.Equal(
                [12, 12, 7, 7],
                [language.Months.Length, language.ShortMonths.Length, language.Days.Length, language.ShortDays.Length]
            );
            Assert.DoesNotContain(
                "",
                language.Months.Concat(language.ShortMonths).Concat(language.Days).Concat(language.ShortDays)
            );
            Assert.StartsWith("… (", language.Shortened);
        }
        Assert.Equal("Deutsch", Languages.NameOf("de"));
        Assert.Equal("24 May 2026", Rendered.Text("date.short event.time", Rendered.Settings(language: "tlh")));
    }

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00")]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00")]
    [InlineData("2026-10-25T00:59:59Z", "2026-10-25T02:59:59+02:00")]
    [InlineData("2026-10-25T01:00:00Z", "2026-10-25T02:00:00+01:00")]
    public void Summer_time_begins_and_ends_where_the_zone_says(string time, string local) =>
        Assert.Equal(local, Rendered.Text($"date.iso \"{time}\"".Replace("\"", "'")));

    [Theory]
    [InlineData("en", 1, "one")]
    [InlineData("en", 0, "other")]
    [InlineData("en", 2, "other")]
    [InlineData("fr", 0, "one")]
    [InlineData("pl", 1, "one")]
    [InlineData("pl", 2, "few")]
    [InlineData("pl", 5, "other")]
    [InlineData("pl", 12, "other")]
    [InlineData("pl", 24, "few")]
    [InlineData("fa", 1, "other")]
    public void Nouns_follow_their_numbers(string language, int count, string form) =>
        Assert.Equal(form, Rendered.Text($"plural {count} 'one' 'other' 'few'", Rendered.Settings(language: language)));
}
