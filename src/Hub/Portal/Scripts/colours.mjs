// How Teams has an Adaptive Card look, in light and dark.

const light = {
  back: '#ffffff', emphasis: '#f5f5f5', text: '#242424', subtle: '#616161', accent: '#5b5fc7', good: '#0e700e', warning: '#835b00',
  attention: '#b10e1c', accentBack: '#e8ebfa', goodBack: '#e7f2da', warningBack: '#fbf6d9', attentionBack: '#fcf4f6', line: '#d1d1d1',
};
const dark = {
  back: '#292929', emphasis: '#333333', text: '#ffffff', subtle: '#c7c7c7', accent: '#a6a9f2', good: '#9fd89f', warning: '#fdcf85',
  attention: '#f1bbbc', accentBack: '#2f2f4a', goodBack: '#0b300b', warningBack: '#463100', attentionBack: '#4c1215', line: '#666666',
};

const both = (strong, subtle = strong) => ({ default: strong, subtle });

export function colours(isDark) {
  const one = isDark ? dark : light;
  const foregroundColors = {
    default: both(one.text, one.subtle),
    dark: both(one.text, one.subtle),
    light: both(one.subtle),
    accent: both(one.accent),
    good: both(one.good),
    warning: both(one.warning),
    attention: both(one.attention),
  };
  const style = backgroundColor => ({ backgroundColor, foregroundColors });
  return {
    fontFamily: 'inherit',
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: one.line },
    supportsInteractivity: true,
    containerStyles: {
      default: style(one.back),
      emphasis: style(one.emphasis),
      accent: style(one.accentBack),
      good: style(one.goodBack),
      warning: style(one.warningBack),
      attention: style(one.attentionBack),
    },
    actions: { maxActions: 6, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left' },
    factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 12 },
  };
}
