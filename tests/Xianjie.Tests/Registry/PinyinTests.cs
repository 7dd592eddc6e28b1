using Xianjie.Registry;

namespace Xianjie.Tests.Registry;

public sealed class PinyinTests
{
    [Theory]
    [InlineData("张三", "zhangsan", "zs")]
    [InlineData("单国强", "shanguoqiang", "sgq")]
    [InlineData("解晓东", "xiexiaodong", "xxd")]
    [InlineData("仇英", "qiuying", "qy")]
    [InlineData("查良镛", "zhaliangyong", "zly")]
    [InlineData("区志明", "ouzhiming", "ozm")]
    [InlineData("尉迟恭", "yuchigong", "ycg")]
    [InlineData("欧阳锋", "ouyangfeng", "oyf")]
    [InlineData("曾国藩", "zengguofan", "zgf")]
    [InlineData("吕布", "lvbu", "lb")]
    [InlineData("任单", "rendan", "rd")]
    [InlineData("阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt")]
    [InlineData("Li Ming", "liming", "lm")]
    public void A_name_is_read_with_the_reading_of_its_surname(string name, string full, string initials)
    {
        Assert.Equal(full, Pinyin.Full(name));
        Assert.Equal(initials, Pinyin.Initials(name));
    }

    [Fact]
    public void A_character_without_a_reading_gives_nothing_and_breaks_nothing()
    {
        Assert.Equal("zhang", Pinyin.Full("张\U0003FFFD"));
        Assert.Equal("wang", Pinyin.Full("王\uD83C"));
        Assert.Null(Pinyin.Full("※？"));
        Assert.Null(Pinyin.Initials(string.Empty));
    }
}
