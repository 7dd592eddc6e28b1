using System.ComponentModel.DataAnnotations;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Xianjie.Tests.Assets;

public sealed class FieldTests
{
    private sealed class Household
    {
        [Display(Name = "户主姓名"), Required, StringLength(30)]
        public string? Name { get; set; } = "张<三>";
        public decimal Income { get; set; } = 36000.50m;
        public int? People { get; set; } = 4;
        public DateOnly? Since { get; set; } = new(2026, 3, 1);
        public bool Poor { get; set; } = true;
        public string? Water { get; set; } = "集中";
        public List<string> Risks { get; set; } = ["因病", "因残"];
        [DataType(DataType.Password)]
        public string? Password { get; set; } = "secret";
        public string? Note { get; set; } = "\n第二行";
    }

    private static readonly SelectListItem[] Waters = [new("集中", "集中"), new("分散", "分散")];
    private static readonly SelectListItem[] Risks = [new("因病", "因病"), new("因学", "因学"), new("因残", "因残")];
    private readonly Household household = new();

    private static IHtmlInputElement Input(IElement body) => (IHtmlInputElement)body.QuerySelector("input")!;

    [Fact]
    public void The_label_is_tied_to_the_control_and_marks_what_is_required()
    {
        var body = Rendering.Field(household, h => h.Name);
        Assert.Equal(Input(body).Id, body.QuerySelector("label")!.GetAttribute("for"));
        Assert.StartsWith("户主姓名", body.QuerySelector("label")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(body.QuerySelector(".must"));
        Assert.Equal("true", Input(body).GetAttribute("aria-required"));
        Assert.Equal(30, Input(body).MaxLength);
        Assert.Equal("张<三>", Input(body).Value);
    }

    [Fact]
    public void A_decimal_has_a_plain_format_a_decimal_keyboard_and_its_unit()
    {
        var body = Rendering.Field(household, h => h.Income, f => f.Unit = "元");
        Assert.Equal(("36000.5", "decimal", "text"), (Input(body).Value, Input(body).GetAttribute("inputmode"), Input(body).Type));
        Assert.Equal("元", body.QuerySelector(".unit > span")!.TextContent);
        Assert.Equal("36000.50", Input(Rendering.Field(household, h => h.Income, f => f.Format = "0.00")).Value);
    }

    [Fact]
    public void A_date_is_written_as_the_browser_wants_it()
    {
        var input = Input(Rendering.Field(household, h => h.Since));
        Assert.Equal(("date", "2026-03-01"), (input.Type, input.Value));
    }

    [Fact]
    public void What_was_typed_is_shown_again_with_the_reason_even_where_it_could_not_be_read()
    {
        var state = new ModelStateDictionary();
        state.SetModelValue("Income", new ValueProviderResult("三万六"));
        state.AddModelError("Income", "收入要填数字，例如 36000.50");
        var body = Rendering.Field(household, h => h.Income, f => f.Help = "全年", state);
        Assert.Equal("三万六", Input(body).Value);
        Assert.Equal("true", Input(body).GetAttribute("aria-invalid"));
        Assert.Contains("收入要填数字", body.QuerySelector(".error")!.TextContent, StringComparison.Ordinal);
        Assert.All(Input(body).GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(body.QuerySelector("#" + id)));
    }

    [Fact]
    public void A_list_becomes_tick_boxes_and_keeps_every_tick()
    {
        var body = Rendering.Field(household, h => h.Risks, f => f.Items = Risks);
        Assert.Equal(["因病", "因残"], body.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]").Where(box => box.IsChecked).Select(box => box.Value));
        Assert.NotNull(body.QuerySelector("fieldset > legend"));
        Assert.Equal(3, body.QuerySelectorAll("label").Select(label => label.GetAttribute("for")).Distinct().Count());
        Assert.Null(body.QuerySelector(".must"));
    }

    [Fact]
    public void Choices_are_a_select_or_radio_buttons()
    {
        Assert.Equal("集中", Rendering.Field(household, h => h.Water, f => f.Items = Waters).QuerySelector<IHtmlSelectElement>("select")!.Value);
        var radio = Rendering.Field(household, h => h.Water, f => { f.Items = Waters; f.Radio = true; });
        Assert.Equal("集中", radio.QuerySelectorAll<IHtmlInputElement>("input[type=radio]").Single(one => one.IsChecked).Value);
    }

    [Fact]
    public void A_tick_box_sends_false_when_it_is_not_ticked()
    {
        var body = Rendering.Field(household, h => h.Poor);
        var inputs = body.QuerySelectorAll<IHtmlInputElement>("input").ToList();
        Assert.Equal([("checkbox", "true"), ("hidden", "false")], inputs.Select(one => (one.Type, one.Value)));
        Assert.True(inputs[0].IsChecked);
    }

    [Fact]
    public void An_unticked_box_stays_unticked_when_the_form_is_shown_again()
    {
        var state = new ModelStateDictionary();
        state.SetModelValue("Poor", new ValueProviderResult("false"));
        Assert.False(Input(Rendering.Field(household, h => h.Poor, state: state)).IsChecked);
        state.SetModelValue("Poor", new ValueProviderResult(new[] { "true", "false" }));
        Assert.True(Input(Rendering.Field(new Household { Poor = false }, h => h.Poor, state: state)).IsChecked);
    }

    [Fact]
    public void A_password_is_never_written_into_the_page()
    {
        var body = Rendering.Field(household, h => h.Password);
        Assert.Equal("password", Input(body).Type);
        Assert.DoesNotContain("secret", body.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leading_line_break_of_a_long_text_survives() =>
        Assert.Equal("\n第二行", Rendering.Field(household, h => h.Note, f => f.Rows = 3).QuerySelector<IHtmlTextAreaElement>("textarea")!.Value);

    [Fact]
    public void A_sensitive_field_is_kept_out_of_drafts_and_further_attributes_reach_the_control()
    {
        var input = Input(Rendering.Field(household, h => h.Name, f => f.Sensitive = true, null, ("data-check", "citizen-id"), ("placeholder", "18 位")));
        Assert.Equal(("", "off", "citizen-id", "18 位"),
            (input.GetAttribute("data-sensitive"), input.GetAttribute("autocomplete"), input.GetAttribute("data-check"), input.GetAttribute("placeholder")));
    }
}
